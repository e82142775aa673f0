using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>A server on a port of this machine, with services of the tests.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication app) => App = app;

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.First());

    public static async Task<RunningServer> StartAsync(EmbeddedCluster? cluster, Action<AllocatorServerOptions>? configure = null, Action<IServiceCollection>? services = null, string prefix = "")
    {
        var app = Build(configure ?? (options => options.Development.Enabled = true), cluster?.Kubeconfig, services, prefix: prefix);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new RunningServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A server that has not been started; nothing is sent to a cluster.</summary>
    public static WebApplication Build(Action<AllocatorServerOptions> configure, string? kubeconfig = null, Action<IServiceCollection>? services = null, string url = "http://127.0.0.1:0", string prefix = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.Configure<AllocatorOptions>(options => options.Kubeconfig = kubeconfig);
        builder.Services.AddAllocatorServer(configure)
            .AddService(TestServices.Note, TestServices.ConfigureNote)
            .AddService(TestServices.Single, TestServices.ConfigureSingle)
            .AddService(TestServices.Echo, TestServices.ConfigureEcho)
            .AddService(TestServices.Broken, TestServices.ConfigureBroken)
            .AddService(TestServices.Waiting, TestServices.ConfigureWaiting)
            .AddService(TestServices.Greeter, TestServices.ConfigureGreeter)
            .AddService(TestServices.Crooked, TestServices.ConfigureCrooked)
            .AddService(TestServices.Talker, TestServices.ConfigureTalker);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapAllocator(prefix);
        return app;
    }

    /// <summary>A client of somebody on this machine.</summary>
    public ApiClient ClientOf(string user) => new(Address, client => client.DefaultRequestHeaders.Add("X-Allocator-User", user));

    /// <summary>A client with a token; null for none.</summary>
    public ApiClient ClientWith(string? token) => new(Address, client =>
    {
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    });

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(TestContext.Current.CancellationToken);
        await App.DisposeAsync();
    }
}
