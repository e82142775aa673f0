using System.Net;

namespace Allocator.Embedded;

/// <summary>The one node of the cluster: it binds pods to itself and runs them.</summary>
internal sealed class EmbeddedNode : IAsyncDisposable
{
    private readonly NodeParts _parts;

    /// <summary>Makes the node and adds its controllers, <c>scheduler</c> and <c>kubelet</c>, to the loop, which has not begun yet.</summary>
    public EmbeddedNode(ClusterCore core, EmbeddedImages images, NodeOptions options)
    {
        _parts = new(core, images, options, PodAddresses.Claim(), new());
        Kubelet = new(_parts);
        PodEndpoints = new(Kubelet, core.Time);
        core.Loop.Add(new Scheduler(core, options.Name));
        core.Loop.Add(Kubelet);
    }

    /// <summary>Runs the pods.</summary>
    public Kubelet Kubelet { get; }

    /// <summary>Serves logs, exec and port-forward.</summary>
    public PodEndpoints PodEndpoints { get; }

    /// <summary>The addresses that Services may have.</summary>
    public IPNetwork ServiceRange => _parts.Addresses.ServiceRange;

    /// <summary>What belongs to the node on this machine's disk. It is deleted with the node.</summary>
    public NodeDirectories Directories => _parts.Directories;

    /// <summary>Creates the <c>Node</c> object.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodeObject.Create(_parts.Core, _parts.Options, _parts.Addresses.HostAddress.ToString());
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync().ConfigureAwait(false);
        _parts.Addresses.Dispose();
        _parts.Directories.Dispose();
    }
}
