using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Brings out new versions of a Deployment's pods by the sizes of its ReplicaSets.</summary>
internal sealed class DeploymentController(ClusterCore core, Dependents dependents)
    : WorkloadController(core, dependents, "deployment-controller", ResourceTypes.Deployments, ResourceTypes.ReplicaSets)
{
    public override IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var affected = base.Affected(change);
        // A Deployment that recreates waits for the last old pod.
        if (change is { Kind: ChangeKind.Deleted, Object.Controller: { Kind: "ReplicaSet" } owner } && change.Object.Type == ResourceTypes.Pods
            && Core.Store.Find(ResourceTypes.ReplicaSets, change.Object.Namespace, owner.Name)?.Controller is { Kind: "Deployment" } deployment)
        {
            return affected.Append(new(ResourceTypes.Deployments, change.Object.Namespace, deployment.Name));
        }

        return affected;
    }

    protected override LabelSelector SelectorOf(StoredObject workload) => LabelSelector.Read(workload.Json.Member("spec", "selector"));

    protected override TimeSpan? Reconcile(StoredObject workload)
    {
        var sets = Claim(workload, ResourceTypes.ReplicaSets);
        var rollout = new Rollout(Core, workload, sets);
        if (workload.IsTerminating)
            return Finish(rollout, RolloutStatus.Counted(rollout));
        NotePause(rollout);
        if (rollout.Spec.IsPaused || RolloutSizes.WasScaled(rollout))
        {
            rollout.SyncRevision();
            RolloutSizes.Apply(rollout);
            if (rollout.Spec.IsPaused)
                rollout.CleanUp();
            return Finish(rollout, RolloutStatus.Counted(rollout));
        }

        if (rollout.Spec.IsRolling)
            RolloutSteps.Roll(rollout);
        else
            RolloutSteps.Recreate(rollout, () => rollout.Old.Any(RunsPods));
        return Finish(rollout, RolloutStatus.Progressed(rollout));
    }

    private bool RunsPods(StoredObject set) => Dependents.OwnedBy(set, ResourceTypes.Pods).Any(pod => !pod.HasEnded());

    private static void NotePause(Rollout rollout)
    {
        if (rollout.Spec.ProgressDeadlineSeconds is null)
            return;
        var reason = StatusConditions.Find(rollout.Status, "Progressing")?.Text("reason");
        if (reason == "ProgressDeadlineExceeded")
            return;
        if (rollout.Spec.IsPaused && reason != "DeploymentPaused")
            rollout.SetProgressing("Unknown", "DeploymentPaused", "Deployment is paused");
        else if (!rollout.Spec.IsPaused && reason == "DeploymentPaused")
            rollout.SetProgressing("Unknown", "DeploymentResumed", "Deployment is resumed");
    }

    private TimeSpan? Finish(Rollout rollout, JsonObject status)
    {
        Core.Operations.SetStatus(rollout.Deployment, status);
        return rollout.Deployment.IsTerminating || rollout.Spec.IsPaused ? null : RolloutStatus.UntilStuck(rollout, status);
    }
}
