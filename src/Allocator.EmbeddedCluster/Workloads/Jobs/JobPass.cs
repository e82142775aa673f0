using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>One look at a Job that has not finished.</summary>
internal sealed class JobPass
{
    private readonly ClusterCore _core;
    private readonly StoredObject _job;
    private readonly PodControl _control;
    private readonly IReadOnlyList<StoredObject> _pods;
    private readonly JsonElement _spec;
    private readonly long _parallelism;
    private readonly long? _completions;

    public JobPass(ClusterCore core, StoredObject job, PodControl control, IReadOnlyList<StoredObject> pods)
    {
        (_core, _job, _control, _pods) = (core, job, control, pods);
        _spec = job.Json.Member("spec");
        _parallelism = _spec.Number("parallelism") ?? 1;
        _completions = _spec.Number("completions");
        Status = job.Json.TryMember("status", out var status) ? status.ToObject() : [];
        Failed = pods.Count(PodFacts.HasFailed);
        Succeeded = pods.Count(pod => pod.Phase() == "Succeeded");
        Status.Default("startTime", Timestamp.Format(core.Time.GetUtcNow()));
    }

    public JsonObject Status { get; }

    public long Failed { get; private set; }

    public long Succeeded { get; }

    public bool HasNewFailure => Failed > (Status.Number("failed") ?? 0);

    public bool HasNewSuccess => Succeeded > (Status.Number("succeeded") ?? 0);

    /// <summary>When its time is over; null for never.</summary>
    public DateTimeOffset? Deadline =>
        _spec.Number("activeDeadlineSeconds") is { } seconds ? Timestamp.Parse(Status.Text("startTime")!)?.AddSeconds(seconds) : null;

    public void Run()
    {
        var active = _pods.Where(PodFacts.IsActive).ToList();
        if (Problem(active.Count) is var (reason, message))
        {
            Fail(active, reason, message);
            return;
        }

        long count = active.Count;
        try
        {
            if (!_job.IsTerminating)
                count = Manage(active);
        }
        finally
        {
            SetCounts(count);
        }

        if (_completions is { } wanted ? Succeeded >= wanted : Succeeded > 0 && count == 0)
            Complete(count);
    }

    private (string Reason, string Message)? Problem(int active)
    {
        var limit = _spec.Number("backoffLimit") ?? 6;
        if ((HasNewFailure && active != _parallelism && Failed > limit) || AreRestartsOver(limit))
            return ("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        return Deadline <= _core.Time.GetUtcNow() ? ("DeadlineExceeded", "Job was active longer than specified deadline") : null;
    }

    private bool AreRestartsOver(long limit)
    {
        if (_spec.Member("template", "spec").Text("restartPolicy") != "OnFailure")
            return false;
        var restarts = _pods.Where(pod => pod.Phase() is "Running" or "Pending").Sum(PodFacts.AllRestarts);
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private void Fail(List<StoredObject> active, string reason, string message)
    {
        foreach (var pod in active)
            _control.Delete(_job, pod);
        Failed += active.Count;
        SetCounts(0);
        AddCondition("Failed", reason, message);
        _core.Events.Tell(_job, "job-controller", true, reason, message);
    }

    private void Complete(long active)
    {
        if (active > 0)
            _core.Events.Tell(_job, "job-controller", true, "TooManyActivePods", "Too many active pods running after completion count reached");
        if (Succeeded > _completions)
            _core.Events.Tell(_job, "job-controller", true, "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
        AddCondition("Complete", "", "");
        Status["completionTime"] = Timestamp.Format(_core.Time.GetUtcNow());
        _core.Events.Tell(_job, "job-controller", false, "Completed", "Job completed");
    }

    private long Manage(List<StoredObject> active)
    {
        long count = active.Count;
        foreach (var pod in PodRemovalOrder.Sort(active).Take((int)Math.Max(0, count - _parallelism)))
        {
            _control.Delete(_job, pod);
            count--;
        }

        var wanted = _completions is { } completions ? Math.Min(completions - Succeeded, _parallelism) : Succeeded > 0 ? count : _parallelism;
        for (; count < wanted; count++)
            _control.Create(_job, PodTemplate.ToPod(_spec.Member("template"), _job));
        return count;
    }

    private void SetCounts(long active)
    {
        StatusConditions.Count(Status, "active", active);
        StatusConditions.Count(Status, "succeeded", Succeeded);
        StatusConditions.Count(Status, "failed", Failed);
    }

    private void AddCondition(string type, string reason, string message)
    {
        var now = Timestamp.Format(_core.Time.GetUtcNow());
        var condition = new JsonObject { ["type"] = type, ["status"] = "True", ["lastProbeTime"] = now, ["lastTransitionTime"] = now };
        if (reason.Length > 0)
            (condition["reason"], condition["message"]) = (reason, message);
        if (Status.Array("conditions") is not { } conditions)
            Status["conditions"] = conditions = [];
        conditions.Add(condition);
    }
}
