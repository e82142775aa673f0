using Allocator.Testing;

namespace Allocator.Contract;

/// <summary>A cluster within this process.</summary>
internal sealed class TargetCluster : ITargetCluster
{
    private EmbeddedCluster? _cluster;

    public static string? SkipReason => null;

    public bool IsEmbedded => true;

    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        _cluster = await EmbeddedCluster.StartAsync(cancellationToken: cancellationToken);
        _cluster.Images.Add(ContractCluster.Image, new BusyboxImage());
        return _cluster.Kubeconfig;
    }

    public bool TryCompact()
    {
        _cluster!.Faults.Compact();
        return true;
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
