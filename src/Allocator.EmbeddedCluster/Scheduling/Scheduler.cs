using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Binds pods to the one node, or says why they do not fit.</summary>
internal sealed class Scheduler(ClusterCore core, string nodeName) : IController
{
    private const string Component = "default-scheduler";

    private readonly NodeUsage _usage = new();
    private readonly HashSet<ObjectReference> _unschedulable = [];

    public string Name => "scheduler";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var obj = change.Object;
        if (obj.Type == ResourceTypes.Pods)
        {
            if (_usage.Observe(obj, change.Kind == ChangeKind.Deleted))
                return [.. _unschedulable];
            // A pod that was there before is new to the scheduler if changes were missed.
            return IsPending(obj) && (change.Kind == ChangeKind.Added || obj == change.Previous) ? [obj.Reference] : [];
        }

        if (obj.Type == ResourceTypes.Nodes)
            return [.. _unschedulable];
        return obj.Type == ResourceTypes.PersistentVolumeClaims ? [.. _unschedulable.Where(pod => pod.Key.Namespace == obj.Namespace)] : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        _unschedulable.Remove(reference);
        if (core.Store.Find(reference) is not { } pod || !IsPending(pod))
            return null;
        if (core.Store.Find(ResourceTypes.Nodes, "", nodeName) is not { } node)
        {
            Refuse(pod, "no nodes available to schedule pods");
            return null;
        }

        if (NodeFit.WaitsForBinding(pod, core.Store))
        {
            _unschedulable.Add(reference);
            return null;
        }

        var problems = NodeFit.Problems(pod, node, _usage, core.Store);
        if (problems.Count > 0)
        {
            // Never for a count that is out of date.
            _usage.Recount(core.Store.All(ResourceTypes.Pods).Values);
            problems = NodeFit.Problems(pod, node, _usage, core.Store);
        }

        if (problems.Count == 0)
            Bind(pod);
        else
            Refuse(pod, $"0/1 nodes are available: {string.Join(", ", problems)}.");
        return null;
    }

    private static bool IsPending(StoredObject pod) => pod.Json.Member("spec").Text("nodeName").Length == 0
        && !pod.IsTerminating
        && !PodPhase.IsFinal(pod.Json.Member("status").Text("phase"));

    private void Bind(StoredObject pod)
    {
        var bound = core.Operations.Modify(pod, obj =>
        {
            obj.Child("spec")["nodeName"] = nodeName;
            SetScheduled(obj, new() { ["type"] = "PodScheduled", ["status"] = "True" });
        }, "binding");
        if (bound is null)
            return;
        _usage.Observe(bound, isGone: false);
        core.Events.Tell(bound, Component, false, "Scheduled", $"Successfully assigned {pod.Namespace}/{pod.Name} to {nodeName}");
    }

    private void Refuse(StoredObject pod, string message)
    {
        _unschedulable.Add(pod.Reference);
        var told = pod.Json.Member("status", "conditions").Elements().FirstOrDefault(condition => condition.Text("type") == "PodScheduled");
        if (told.Text("message") == message)
            return;
        core.Events.Tell(pod, Component, true, "FailedScheduling", message);
        core.Operations.Modify(
            pod,
            obj => SetScheduled(obj, new() { ["type"] = "PodScheduled", ["status"] = "False", ["reason"] = "Unschedulable", ["message"] = message }),
            "status");
    }

    private void SetScheduled(JsonObject obj, JsonObject condition)
    {
        var status = obj.Child("status");
        status.Default("phase", PodPhase.Pending);
        if (status.Array("conditions") is not { } conditions)
            status["conditions"] = conditions = [];
        var old = conditions.OfType<JsonObject>().FirstOrDefault(entry => entry.Text("type") == "PodScheduled");
        condition["lastProbeTime"] = null;
        condition["lastTransitionTime"] =
            old?.Text("status") == condition.Text("status") ? old!.Text("lastTransitionTime") : Timestamp.Format(core.Time.GetUtcNow());
        if (old is not null)
            conditions.Remove(old);
        conditions.Add(condition);
    }
}
