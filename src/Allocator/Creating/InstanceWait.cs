using Allocator.Readiness;

namespace Allocator;

/// <summary>Waits until an instance is ready; when it cannot become so, collects why while its objects are still there.</summary>
internal sealed class InstanceWait(AllocatorSession session, ServiceOptions options, AwaitedInstance instance, IInstanceObjects objects, CreateProgress progress)
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);

    private bool _quotaWasRelaxing;

    /// <param name="elapsed">How much of <see cref="ServiceOptions.CreateTimeout"/> is over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UntilReadyAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var told = new ClusterEvidence(session);
        var waiter = new ReadinessWaiter(objects, told, options.Readiness, session.Time, session.Logger) { QuotaWillRelax = QuotaWillRelaxAsync };
        try
        {
            await waiter.WaitAsync(instance, TimeLeft(elapsed), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InstanceFailure failure)
        {
            throw await new Diagnosis(objects, told, told, session.Time).CollectAsync(instance, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves time for the diagnosis, which must be made before the instance is deleted, or the time is over.</summary>
    private TimeSpan TimeLeft(TimeSpan elapsed)
    {
        var left = options.CreateTimeout - elapsed - LeaseTerms.Rollback;
        return left > s_shortestWait ? left : s_shortestWait;
    }

    /// <summary>
    /// Whether what fills the quota is going, or was when this was last asked: controllers try refused pods again after waits that double, so they notice
    /// late that there is room.
    /// </summary>
    private async Task<bool> QuotaWillRelaxAsync(CancellationToken cancellationToken)
    {
        var before = _quotaWasRelaxing;
        _quotaWasRelaxing = (await PlaceMap.ReadAsync(session.Client, session.Namespace, instance.Service, cancellationToken).ConfigureAwait(false)).AnyTerminating;
        return _quotaWasRelaxing || before;
    }
}
