namespace Allocator.Embedded;

/// <summary>Keeps the status of quotas: what is used now.</summary>
internal sealed class QuotaController(ClusterCore core) : IController
{
    public string Name => "resourcequota-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        var changed = change.Object;
        if (changed.Type == ResourceTypes.ResourceQuotas)
            return core.Store.In(ResourceTypes.ResourceQuotas, changed.Namespace).Select(quota => quota.Reference).Append(changed.Reference);
        return changed.Type.Namespaced && changed.Type != ResourceTypes.Events && MayChangeUse(change)
            ? core.Store.In(ResourceTypes.ResourceQuotas, changed.Namespace).Select(quota => quota.Reference)
            : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        lock (core.Store.Gate)
        {
            if (core.Store.Find(reference) is { IsTerminating: false } quota)
                core.Operations.SetStatus(quota, QuotaCount.Status(quota, QuotaCount.Used(quota, core.Store, core.Kinds, core.Time.GetUtcNow())));
        }

        return null;
    }

    private static bool MayChangeUse(StoreChange change) => change.Kind != ChangeKind.Modified
        || change.Object.Type == ResourceTypes.PersistentVolumeClaims
        || (change.Object.Type == ResourceTypes.Pods && change.Object.HasEnded() != change.Previous!.HasEnded());
}
