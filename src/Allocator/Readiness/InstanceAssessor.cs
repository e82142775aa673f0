using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Looks at one instance again and again, and remembers between the looks what its readiness depends on.</summary>
internal sealed class InstanceAssessor(
    AwaitedInstance instance, IInstanceObjects objects, SuspicionBoard suspicions, ReadinessOptions options, TimeProvider time)
{
    private readonly HashSet<string> _seen = [];
    private readonly PodProblems _podProblems = new(options);
    private readonly ProblemClock _problems = new(time);

    /// <summary>Looks at the instance as it is now.</summary>
    public Assessment Look()
    {
        var pods = objects.Pods;
        var podsReady = pods.Count(PodStatus.IsReady);
        var waiting = new List<Waiting>();
        foreach (var reference in instance.Objects)
        {
            var obj = objects.Find(reference.Kind, reference.Name);
            if (StatusOf(reference, obj, pods) is var status and not ObjectStatus.Ready)
                waiting.Add(new Waiting(reference, obj, status));
        }
        if (waiting.Count == 0)
            return new Assessment(IsReady: true, Failure: null, NextLook: null, "ready", podsReady, pods.Count);

        foreach (var pod in pods)
            _podProblems.Learn(pod, suspicions.EventsOf(pod.Uid()));
        var problems = pods.SelectMany(_podProblems.Of).ToList();
        var suspects = SuspectsAmong(waiting, pods);
        var nextCheck = suspicions.Update(suspects);
        foreach (var suspect in suspects.Where(suspect => suspect.Kind != SuspicionKind.NoContainers))
        {
            if (EventFindings.Of(suspect, suspicions.EventsOf(suspect.Uid), options) is { } found)
                problems.Add(found with { Since = suspicions.SinceOf(suspect.Uid) });
        }
        problems.AddRange(waiting.SelectMany(ProblemsOf));

        var (due, next) = _problems.Update(problems);
        var message = Describe(waiting, pods);
        if (problems.FirstOrDefault(_problems.IsExtended) is { } extended)
            message = $"{extended.Message}; waiting for terminating instances to leave the quota; {message}";
        return new Assessment(IsReady: false, due, Delays.Sooner(nextCheck, next), message, podsReady, pods.Count);
    }

    /// <summary>Lets a quota's refusal go on: terminating instances will leave room.</summary>
    public void Extend(Problem problem) => _problems.Extend(problem);

    private ObjectStatus StatusOf(ObjectReference reference, JsonObject? obj, IReadOnlyList<JsonObject> pods)
    {
        if (obj is null)
            return _seen.Contains(reference.Uid) ? Gone("deleted while it was waited for") : new ObjectStatus.InProgress("not seen yet");
        if (obj.Uid() != reference.Uid)
            return _seen.Contains(reference.Uid) ? Gone("replaced while it was waited for") : new ObjectStatus.InProgress("not seen yet");
        _seen.Add(reference.Uid);
        return ObjectStatus.Of(obj, pods);
    }

    private List<Suspicion> SuspectsAmong(List<Waiting> waiting, IReadOnlyList<JsonObject> pods) =>
    [
        .. waiting.Select(one => one.Object is null ? null : Suspicions.OfWorkload(one.Object, pods)).OfType<Suspicion>(),
        .. pods.SelectMany(pod => Suspicions.OfClaims(pod, objects, options)).DistinctBy(suspicion => suspicion.Uid),
        .. pods.Select(pod => Suspicions.OfPod(pod, _podProblems, options)).OfType<Suspicion>(),
    ];

    private IEnumerable<Problem> ProblemsOf(Waiting waiting)
    {
        if (waiting.Object is not null && RefusalProblems.Of(waiting.Object, options) is { } refused)
            yield return refused;
        if (waiting.Status is ObjectStatus.Failed failed)
            yield return new Problem($"object/{waiting.Reference.Uid}", failed.Reason, $"{waiting.Reference}: {failed.Message}", TimeSpan.Zero);
    }

    private string Describe(List<Waiting> waiting, IReadOnlyList<JsonObject> pods)
    {
        const int shown = 3;
        var parts = waiting.Take(shown).Select(one => $"{one.Reference}: {one.Status.Text}{Note(one.Reference.Uid)}").ToList();
        if (waiting.Count > shown)
            parts.Add($"{waiting.Count - shown} more");
        if (pods.FirstOrDefault(IsUnderWay) is { } pod)
            parts.Add($"pod {pod.Name()}: {PodStatus.Doing(pod)}{Note(pod.Uid())}");
        return string.Join("; ", parts);
    }

    private bool IsUnderWay(JsonObject pod) =>
        !PodStatus.IsReady(pod) && !pod.IsTerminating() && pod.Text("status", "phase") is not ("Succeeded" or "Failed")
        && instance.Objects.All(awaited => awaited.Uid != pod.Uid());

    // What a status does not tell: that an image is being pulled, or that volumes cannot be mounted.
    private string Note(string uid) => suspicions.EventsOf(uid) is [var newest, ..] ? $" ({newest.Explanation()})" : "";

    private static ObjectStatus.Failed Gone(string how) => new(InstanceFailureReason.Deleted, how);

    private sealed record Waiting(ObjectReference Reference, JsonObject? Object, ObjectStatus Status);
}
