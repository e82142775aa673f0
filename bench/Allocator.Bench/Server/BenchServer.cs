using Allocator.Bench.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator.Bench.Server;

/// <summary>An allocator server on a port of this machine, in this process, whose traffic with the cluster is measured.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchServer(ClusterConnection connection, BenchService service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new ClusterClientOptions { WrapHandler = Meter.Wrap }).Configure<AllocatorOptions>(options => options.Connection = connection);
        builder.Services.AddAllocatorServer(options => (options.Development.Enabled, options.Development.User) = (true, service.Owner)).AddService(service.Name, service.Configure);
        _app = builder.Build();
        _app.MapAllocator();
    }

    public TrafficMeter Meter { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<BenchServer> StartAsync(ClusterConnection connection, BenchService service, CancellationToken cancellationToken)
    {
        var server = new BenchServer(connection, service);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
