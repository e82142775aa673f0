using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Allocator.BrowserFixture))]

namespace Allocator;

/// <summary>A browser, and a server on an embedded cluster whose page it looks at.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Whoever has this name is an administrator.</summary>
    public const string Administrator = "root";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal EmbeddedCluster Cluster { get; private set; } = null!;

    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // A busy machine needs longer than the usual 5 seconds.
        Assertions.SetDefaultExpectTimeout(30_000);
        Cluster = await EmbeddedCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Cluster.Images.Add("busybox:1.35", new BusyboxImage());
        Server = await RunningServer.StartAsync(Cluster, services: services => services.Configure<AllocatorOptions>(options => options.Administrators = [Administrator]));
        if (InstalledBrowser.Find() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = InstalledBrowser.Arguments });
    }

    /// <summary>The page as somebody sees it.</summary>
    internal async Task<Visit> VisitAsync(string user, Action<BrowserNewContextOptions>? configure = null)
    {
        Assert.SkipWhen(_browser is null, InstalledBrowser.Missing);
        var options = new BrowserNewContextOptions
        {
            BaseURL = Server.Address.AbsoluteUri,
            ExtraHTTPHeaders = new Dictionary<string, string> { ["X-Allocator-User"] = user },
            ViewportSize = new() { Width = 1100, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        configure?.Invoke(options);
        return await Visit.BeginAsync(await _browser!.NewContextAsync(options));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
    }
}
