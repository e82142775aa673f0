namespace Allocator.Embedded;

/// <summary>Keeps one pod of each DaemonSet on every node that it wants.</summary>
internal sealed class DaemonSetController(ClusterCore core, Dependents dependents)
    : WorkloadController(core, dependents, "daemonset-controller", ResourceTypes.DaemonSets, ResourceTypes.Pods)
{
    private readonly PodControl _pods = new(core, "daemonset-controller");

    public override IEnumerable<ObjectReference> Affected(StoreChange change) =>
        change.Object.Type == ResourceTypes.Nodes && AreOtherLabels(change)
            ? Core.Store.All(ResourceTypes.DaemonSets).Values.Select(set => set.Reference)
            : base.Affected(change);

    protected override LabelSelector SelectorOf(StoredObject workload) => LabelSelector.Read(workload.Json.Member("spec", "selector"));

    protected override TimeSpan? Reconcile(StoredObject workload)
    {
        var pods = Claim(workload, ResourceTypes.Pods);
        var revisions = new Revisions(Core, Claim(workload, ResourceTypes.ControllerRevisions));
        var update = revisions.Latest(workload);
        var pass = new DaemonSetPass(Core, workload, _pods, update, pods);
        if (!workload.IsTerminating)
            pass.Run();
        Core.Operations.SetStatus(workload, pass.Status());
        var used = pods.Select(pod => $"{workload.Name}-{pod.Labels.GetValueOrDefault(Revisions.HashLabel)}").Append(update.Name).ToHashSet();
        revisions.Truncate(workload, used);
        return pass.UntilAvailable();
    }

    private static bool AreOtherLabels(StoreChange change) =>
        change.Kind != ChangeKind.Modified || !change.Object.HasLabelsOf(change.Previous!);
}
