namespace Allocator.Contract;

/// <summary>A K3s of this run's own, in Docker.</summary>
internal sealed class TargetCluster : ITargetCluster
{
    public static string? SkipReason { get; } = K3sCluster.WhyUnavailable();

    /// <summary>The cluster of this run, once it is started.</summary>
    public static K3sCluster? Started { get; private set; }

    public bool IsEmbedded => false;

    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        Started = await K3sCluster.StartAsync(cancellationToken: cancellationToken);
        await Started.PullImageAsync("docker.io/library/busybox:1.35", ContractCluster.Image, cancellationToken);
        return Started.Kubeconfig;
    }

    public bool TryCompact() => false;

    public ValueTask DisposeAsync() => Started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
