using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>An issuer, and servers at which browsers sign in by it. Their keys are in a Secret of their own.</summary>
internal sealed class BrowserServers(ServerFixture fixture, OpenIdProvider provider) : IAsyncDisposable
{
    private static int s_count;

    private readonly List<RunningServer> _running = [];

    public OpenIdProvider Provider => provider;

    public string KeysSecret { get; } = $"keys-{Interlocked.Increment(ref s_count)}";

    public static async Task<BrowserServers> StartAsync(ServerFixture fixture) => new(fixture, await OpenIdProvider.StartAsync());

    public async Task<RunningServer> StartServerAsync(Action<AllocatorServerOptions>? more = null, Action<IServiceCollection>? services = null, string prefix = "")
    {
        var server = await RunningServer.StartAsync(
            fixture.Cluster,
            options =>
            {
                Configure(options);
                more?.Invoke(options);
            },
            services,
            prefix);
        lock (_running)
            _running.Add(server);
        return server;
    }

    public void Configure(AllocatorServerOptions options)
    {
        options.OpenIdConnect.Issuer = provider.Address;
        options.OpenIdConnect.ClientId = OpenIdProvider.ClientId;
        options.OpenIdConnect.ClientSecret = OpenIdProvider.ClientSecret;
        options.OpenIdConnect.PublicUrl = new Uri(Browser.Site);
        options.OpenIdConnect.KeysSecret = KeysSecret;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _running)
            await server.DisposeAsync();
        await provider.DisposeAsync();
    }
}
