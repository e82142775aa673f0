namespace Allocator;

/// <summary>
/// Takes away instances whose leases have run out: what processes left behind that were killed. Anybody may do so, any number at once; a renewal that was committed first wins.
/// </summary>
/// <remarks>Every Create looks for expired instances of its own service as well; who allocates seldom, or wants to bound how long something stays, runs a reaper.</remarks>
public sealed class AllocatorReaper
{
    private static readonly ResourceSelector s_roots = new() { Labels = $"{Labels.Role}={Labels.RootRole}" };

    private readonly AllocatorSession _session;
    private IReadOnlyCollection<(string Service, InstanceState State)> _counted = [];

    internal AllocatorReaper(AllocatorSession session) => _session = session;

    /// <summary>Looks once, at all services of the namespace.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The instances that this call took away.</returns>
    public async Task<IReadOnlyList<Instance>> ReapAsync(CancellationToken cancellationToken = default)
    {
        var census = new InstanceCensus();
        var removed = await ClusterErrors.ExplainAsync(
            _session, () => ExpiredInstance.RemoveAllAsync(_session, s_roots, cancellationToken, census.Count), cancellationToken).ConfigureAwait(false);
        census.Publish(ref _counted);
        return removed;
    }
}
