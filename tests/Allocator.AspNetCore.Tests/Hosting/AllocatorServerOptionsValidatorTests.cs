using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class AllocatorServerOptionsValidatorTests(ServerFixture fixture)
{
    public static TheoryData<string, Action<AllocatorServerOptions>> Wrong() => new()
    {
        { "nobody could sign in", _ => { } },
        { "Jwt:Audience", options => options.Jwt.Issuer = "https://issuer.example" },
        { "Jwt:Issuer must be an address", options => (options.Jwt.Issuer, options.Jwt.Audience) = ("issuer", "allocator") },
        { "Jwt:KeysFile", options => (options.Jwt.Issuer, options.Jwt.Audience, options.Jwt.KeysFile) = ("issuer", "allocator", "/no/such/file") },
        { "Kubernetes:Audiences", options => options.Kubernetes.Enabled = true },
        { "Development:User", options => (options.Development.Enabled, options.Development.User) = (true, " ") },
        { "ShutdownDelay", options => (options.Development.Enabled, options.ShutdownDelay) = (true, TimeSpan.FromSeconds(-1)) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Setting_that_is_not_right_is_named_at_start(string part, Action<AllocatorServerOptions> configure)
    {
        await using var app = RunningServer.Build(configure, fixture.Cluster.Kubeconfig);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"Allocator:Server:{part}", refusal.Message, StringComparison.Ordinal);
    }
}
