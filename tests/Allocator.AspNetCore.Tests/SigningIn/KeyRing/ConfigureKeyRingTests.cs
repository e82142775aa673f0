using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class ConfigureKeyRingTests(ServerFixture fixture) : IAsyncLifetime
{
    private BrowserServers _servers = null!;

    public async ValueTask InitializeAsync() => _servers = await BrowserServers.StartAsync(fixture);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    [Fact]
    public async Task Replicas_protect_under_the_same_name_wherever_they_run()
    {
        await using var app = RunningServer.Build(_servers.Configure, fixture.Cluster.Kubeconfig);

        Assert.Equal($"allocator {_servers.Provider.Address} {OpenIdProvider.ClientId}", NameIn(app.Services));
    }

    [Fact]
    public async Task Host_that_has_named_its_application_keeps_the_name()
    {
        await using var app = RunningServer.Build(
            _servers.Configure, fixture.Cluster.Kubeconfig, services => services.AddDataProtection().SetApplicationName("the host's own"));

        Assert.Equal("the host's own", NameIn(app.Services));
    }

    private static string? NameIn(IServiceProvider services) => services.GetRequiredService<IOptions<DataProtectionOptions>>().Value.ApplicationDiscriminator;
}
