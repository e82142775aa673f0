using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>How fixtures get to the tests' cluster: by a server of their own on this machine, which takes callers at their word.</summary>
internal sealed class Route : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Route(WebApplication server) => _server = server;

    /// <summary>The variables of a test process that goes this way.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["ALLOCATOR_SERVER"] = Address, ["ALLOCATOR_KUBECONFIG"] = null };

    private string Address => _server.Urls.Single();

    /// <param name="cluster">The cluster.</param>
    /// <param name="ns">Where the instances live; null: in the tests' namespace.</param>
    /// <param name="services">What is allocated.</param>
    public static Route To(ClusterFixture cluster, string? ns, params ServiceDefinition[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<AllocatorOptions>(options => (options.Kubeconfig, options.Namespace) = (cluster.Kubeconfig, ns));
        var allocator = builder.Services.AddAllocatorServer(options => options.Development.Enabled = true);
        foreach (var service in services)
            allocator.AddService(service.Name, options => Configure(options, service));
        var server = builder.Build();
        server.MapAllocator();
        server.Start();
        return new Route(server);
    }

    /// <summary>Makes a fixture of this process go this way.</summary>
    public void Configure(FixtureOptions options) => options.Server = Address;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }

    /// <summary>As fixtures do without a server: all that run at once are one owner's.</summary>
    private static void Configure(ServiceOptions options, ServiceDefinition service)
    {
        options.MaxInstancesPerOwner = null;
        service.Configure(options);
    }
}
