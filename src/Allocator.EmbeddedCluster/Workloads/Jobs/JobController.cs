namespace Allocator.Embedded;

/// <summary>Runs pods until enough of them have succeeded, or too many failed.</summary>
internal sealed class JobController(ClusterCore core, Dependents dependents)
    : WorkloadController(core, dependents, "job-controller", ResourceTypes.Jobs, ResourceTypes.Pods)
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(6);

    private readonly PodControl _pods = new(core, "job-controller");
    private readonly Dictionary<string, FailurePace> _paces = new(StringComparer.Ordinal);

    public override IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        if (change.Kind == ChangeKind.Deleted)
            _paces.Remove(change.Object.Uid);
        return base.Affected(change);
    }

    protected override LabelSelector SelectorOf(StoredObject workload) => LabelSelector.Read(workload.Json.Member("spec", "selector"));

    protected override TimeSpan? Reconcile(StoredObject workload)
    {
        if (workload.FinishedAt() is not null)
            return null;
        var pass = new JobPass(Core, workload, _pods, Claim(workload, ResourceTypes.Pods));
        if (pass.HasNewSuccess)
            _paces.Remove(workload.Uid);
        else if (pass.HasNewFailure && !(pass.Deadline <= Now) && Wait(workload, pass.Deadline) is { } wait)
            return wait;
        try
        {
            pass.Run();
        }
        finally
        {
            if (HasChanged(workload, pass))
                Core.Operations.SetStatus(workload, pass.Status);
        }

        return pass.Deadline - Now is { } left && left > TimeSpan.Zero ? left : null;
    }

    /// <summary>The first failure is answered at once, the next after 10 s, then twice as long each time.</summary>
    private TimeSpan? Wait(StoredObject job, DateTimeOffset? deadline)
    {
        var pace = _paces.GetValueOrDefault(job.Uid, new(0, DateTimeOffset.MinValue));
        if (pace.Failures > 0)
        {
            var backoff = TimeSpan.FromTicks(Math.Min(s_firstBackoff.Ticks << Math.Min(pace.Failures - 1, 16), s_longestBackoff.Ticks));
            var due = pace.AnsweredAt + backoff;
            if (due > Now)
                return (deadline < due ? deadline.Value : due) - Now;
        }

        _paces[job.Uid] = new(pace.Failures + 1, Now);
        return null;
    }

    // A job that could make no pod has no status at all, as of old.
    private static bool HasChanged(StoredObject job, JobPass pass)
    {
        var before = job.Json.Member("status");
        return before.Number("active") != pass.Status.Number("active")
            || before.Number("succeeded") != pass.Status.Number("succeeded")
            || before.Number("failed") != pass.Status.Number("failed")
            || before.Has("conditions") != (pass.Status.Array("conditions") is not null);
    }

    private sealed record FailurePace(int Failures, DateTimeOffset AnsweredAt);
}
