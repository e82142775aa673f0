using System.Text.Json.Nodes;
using Allocator.Tool.Tests;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ToolCluster))]

// The cluster is in this process: commands that start at once on a small machine would wait longer for it than they do for a cluster.
[assembly: CollectionBehavior(MaxParallelThreads = 1)]

namespace Allocator.Tool.Tests;

/// <summary>The cluster of all tests, within this process; each test has a namespace of its own.</summary>
public sealed class ToolCluster : IAsyncLifetime
{
    private EmbeddedCluster _cluster = null!;
    private int _count;

    public ClusterClient Admin { get; private set; } = null!;

    public string Kubeconfig => _cluster.Kubeconfig;

    public EmbeddedFaults Faults => _cluster.Faults;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _cluster.Images.Add("busybox:1.35", new BusyboxImage());
        Admin = new ClusterClient(ClusterConnection.FromKubeconfigText(_cluster.KubeconfigText));
    }

    public async ValueTask DisposeAsync()
    {
        await Admin.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>Waits until the controllers have seen every write.</summary>
    public Task WhenIdleAsync() => _cluster.WhenIdleAsync(TestContext.Current.CancellationToken);

    /// <summary>A user who may nothing until a role is bound; its kubeconfig.</summary>
    public string AddUser(string name) => _cluster.AddUser(name);

    /// <summary>An allocator server whose instances are in a namespace of its own.</summary>
    internal async Task<ServedRun> NewServedRunAsync(Action<AllocatorServerOptions>? configure = null)
    {
        var run = await NewRunAsync();
        return new ServedRun(run, await RunningServer.StartAsync(
            _cluster, configure, services => services.Configure<AllocatorOptions>(options => options.Namespace = run.Namespace)));
    }

    public async Task<ToolRun> NewRunAsync()
    {
        var ns = $"tool-{Interlocked.Increment(ref _count)}";
        var kind = new ResourceKind("", "v1", "Namespace", "namespaces", Namespaced: false);
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns } };
        await Admin.CreateAsync(kind, "", body, null, TestContext.Current.CancellationToken);
        return new ToolRun(this, ns);
    }
}
