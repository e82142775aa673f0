using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What controllers have in common that keep a number of objects of their own.</summary>
/// <param name="core">The cluster.</param>
/// <param name="dependents">Who belongs to whom.</param>
/// <param name="name">The controller's name.</param>
/// <param name="type">What it looks at.</param>
/// <param name="dependentType">What it makes.</param>
internal abstract class WorkloadController(ClusterCore core, Dependents dependents, string name, ResourceType type, ResourceType dependentType)
    : IController
{
    private readonly RetryBackoff _retries = new();

    public string Name => name;

    protected ClusterCore Core { get; } = core;

    protected Dependents Dependents { get; } = dependents;

    protected DateTimeOffset Now => Core.Time.GetUtcNow();

    public virtual IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        Dependents.Observe(change);
        if (change.Object.Type == type)
            return [change.Object.Reference];
        if (change.Object.Type == dependentType)
            return Owners(change);
        return MayAllowMore(change) ? _retries.In(change.Object.Namespace) : [];
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        if (Core.Store.Find(reference) is not { } workload)
        {
            _retries.Forget(reference);
            return null;
        }

        try
        {
            var next = Reconcile(workload);
            _retries.Forget(reference);
            return next;
        }
        catch (ApiException)
        {
            return _retries.Next(reference);
        }
    }

    /// <summary>Brings a workload nearer to what it should be. What is refused is tried again.</summary>
    protected abstract TimeSpan? Reconcile(StoredObject workload);

    protected abstract LabelSelector SelectorOf(StoredObject workload);

    /// <summary>
    /// The objects that belong to a workload: it takes those that it selects and nobody has, and lets go those that it no longer selects.
    /// </summary>
    protected IReadOnlyList<StoredObject> Claim(StoredObject workload, ResourceType claimed, Func<StoredObject, bool>? counts = null)
    {
        var selector = SelectorOf(workload);
        var mine = new List<StoredObject>();
        foreach (var owned in Dependents.OwnedBy(workload, claimed).Where(obj => counts?.Invoke(obj) != false))
        {
            if (selector.Matches(owned))
                mine.Add(owned);
            else if (!workload.IsTerminating)
                Core.Operations.Modify(owned, obj => Release(obj, workload));
        }

        if (workload.IsTerminating || selector.IsEmpty)
            return mine;
        foreach (var orphan in Dependents.Orphans(claimed, workload.Namespace).Where(obj => !obj.IsTerminating && counts?.Invoke(obj) != false))
        {
            if (selector.Matches(orphan) && Core.Operations.Modify(orphan, obj => Adopt(obj, workload)) is { } adopted)
                mine.Add(adopted);
        }

        return mine;
    }

    protected IEnumerable<ObjectReference> Owners(StoreChange change)
    {
        var owners = new HashSet<ObjectReference>();
        foreach (var state in (StoredObject?[])[change.Object, change.Previous])
        {
            if (state?.Controller is { } owner && owner.Kind == type.Kind && owner.ApiVersion == type.ApiVersion)
                owners.Add(new(type, state.Namespace, owner.Name));
        }

        if (change.Object.Controller is null && change.Kind != ChangeKind.Deleted && change.Object.Labels.Count > 0)
        {
            foreach (var workload in Dependents.In(type, change.Object.Namespace))
            {
                if (SelectorOf(workload) is { IsEmpty: false } selector && selector.Matches(change.Object))
                    owners.Add(workload.Reference);
            }
        }

        return owners;
    }

    private static bool MayAllowMore(StoreChange change) =>
        (change.Object.Type == ResourceTypes.ResourceQuotas && QuotaCount.LeavesMore(change))
        || (change.Object.Type == ResourceTypes.ServiceAccounts && change.Kind == ChangeKind.Added);

    private static void Adopt(JsonObject obj, StoredObject workload)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Array("ownerReferences") is not { } owners)
            metadata["ownerReferences"] = owners = [];
        owners.Add(PodTemplate.ControllerReference(workload));
    }

    private static void Release(JsonObject obj, StoredObject workload)
    {
        var metadata = obj.Child("metadata");
        var others = metadata.Array("ownerReferences")!.OfType<JsonObject>().Where(owner => owner.Text("uid") != workload.Uid).ToList();
        metadata.Remove("ownerReferences");
        if (others.Count > 0)
            metadata["ownerReferences"] = new JsonArray([.. others.Select(owner => owner.DeepClone())]);
    }
}
