namespace Allocator.Embedded;

/// <summary>Keeps the numbered pods of StatefulSets, one after the other where it is asked to.</summary>
internal sealed class StatefulSetController(ClusterCore core, Dependents dependents)
    : WorkloadController(core, dependents, "statefulset-controller", ResourceTypes.StatefulSets, ResourceTypes.Pods)
{
    protected override LabelSelector SelectorOf(StoredObject workload) => LabelSelector.Read(workload.Json.Member("spec", "selector"));

    protected override TimeSpan? Reconcile(StoredObject workload)
    {
        var pods = Claim(workload, ResourceTypes.Pods, pod => StatefulPods.OrdinalOf(workload, pod) is not null);
        var revisions = new Revisions(Core, Claim(workload, ResourceTypes.ControllerRevisions));
        var update = revisions.Latest(workload);
        var current = revisions.Find(workload.Json.Member("status").Text("currentRevision")) ?? update;
        var pass = new StatefulSetPass(workload, new(Core, workload), current, update, pods);
        pass.Run();
        Core.Operations.SetStatus(workload, pass.Status());
        var used = pods.Select(pod => pod.Labels.GetValueOrDefault(Revisions.HashLabel, "")).Append(current.Name).Append(update.Name);
        revisions.Truncate(workload, used.ToHashSet());
        return null;
    }
}
