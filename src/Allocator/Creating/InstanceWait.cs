using Allocator.Readiness;

namespace Allocator;

/// <summary>Waits until an instance is ready; when it cannot become so, collects why while its objects are still there.</summary>
internal sealed class InstanceWait(AllocatorSession session, ServiceOptions options, InstancePlan plan, CreateProgress progress)
{
    private static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);

    private bool _quotaWasRelaxing;

    public async Task UntilReadyAsync(IReadOnlyList<ObjectReference> awaited, CancellationToken cancellationToken)
    {
        var objects = new InstanceObjects(plan.Name.Name, session.Watches);
        var instance = new AwaitedInstance(plan.Service, plan.Name.Name, awaited, progress.Clock, new SecretRedactor(SecretValues.Of(plan.Objects)));
        var told = new ClusterEvidence(session);
        var waiter = new ReadinessWaiter(objects, told, options.Readiness, session.Time, session.Logger) { QuotaWillRelax = QuotaWillRelaxAsync };
        try
        {
            await waiter.WaitAsync(instance, TimeLeft(), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InstanceFailure failure)
        {
            throw await new Diagnosis(objects, told, told, session.Time).CollectAsync(instance, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves time for the diagnosis, which must be made before the instance is deleted.</summary>
    private TimeSpan TimeLeft()
    {
        var left = options.CreateTimeout - progress.Clock.Elapsed - LeaseTerms.Rollback;
        return left > s_shortestWait ? left : s_shortestWait;
    }

    /// <summary>
    /// Whether what fills the quota is going, or was when this was last asked: controllers try refused pods again after waits that double, so they notice
    /// late that there is room.
    /// </summary>
    private async Task<bool> QuotaWillRelaxAsync(CancellationToken cancellationToken)
    {
        var before = _quotaWasRelaxing;
        _quotaWasRelaxing = (await PlaceMap.ReadAsync(session.Client, session.Namespace, plan.Service, cancellationToken).ConfigureAwait(false)).AnyTerminating;
        return _quotaWasRelaxing || before;
    }
}
