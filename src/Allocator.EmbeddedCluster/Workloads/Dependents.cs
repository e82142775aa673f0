namespace Allocator.Embedded;

/// <summary>
/// Who belongs to whom, kept up to date by the changes, so that no controller has to look through everything. Only the control loop uses it.
/// </summary>
internal sealed class Dependents
{
    private static readonly HashSet<ResourceType> s_tracked =
    [
        ResourceTypes.Pods,
        ResourceTypes.ReplicaSets,
        ResourceTypes.ControllerRevisions,
        ResourceTypes.Deployments,
        ResourceTypes.StatefulSets,
        ResourceTypes.DaemonSets,
        ResourceTypes.ReplicationControllers,
        ResourceTypes.Jobs,
        ResourceTypes.Services,
        ResourceTypes.PersistentVolumeClaims,
    ];

    private readonly ObjectStore _store;
    private readonly Dictionary<string, HashSet<ObjectReference>> _byController = new(StringComparer.Ordinal);
    private readonly Dictionary<(ResourceType Type, string Namespace), HashSet<ObjectReference>> _orphans = [];
    private readonly Dictionary<(ResourceType Type, string Namespace), HashSet<ObjectReference>> _byNamespace = [];

    public Dependents(ObjectStore store)
    {
        _store = store;
        foreach (var obj in store.Everything())
            Add(obj);
    }

    /// <summary>Takes note of a change. Every controller may pass on every change; the second time it changes nothing.</summary>
    public void Observe(StoreChange change)
    {
        if (!s_tracked.Contains(change.Object.Type))
            return;
        if (change.Previous is { } previous)
            Remove(previous);
        if (change.Kind != ChangeKind.Deleted)
            Add(change.Object);
    }

    /// <summary>The objects that have this one as their controller, as they are now, by name.</summary>
    public IReadOnlyList<StoredObject> OwnedBy(StoredObject owner, ResourceType type) =>
        Current(_byController.GetValueOrDefault(owner.Uid), obj => obj.Type == type && obj.Controller?.Uid == owner.Uid);

    /// <summary>The objects of a namespace that nobody controls.</summary>
    public IReadOnlyList<StoredObject> Orphans(ResourceType type, string @namespace) =>
        Current(_orphans.GetValueOrDefault((type, @namespace)), obj => obj.Controller is null);

    public IReadOnlyList<StoredObject> In(ResourceType type, string @namespace) =>
        Current(_byNamespace.GetValueOrDefault((type, @namespace)), _ => true);

    private List<StoredObject> Current(HashSet<ObjectReference>? references, Func<StoredObject, bool> still)
    {
        if (references is null)
            return [];
        var found = new List<StoredObject>(references.Count);
        foreach (var reference in references)
        {
            if (_store.Find(reference) is { } obj && still(obj))
                found.Add(obj);
        }

        found.Sort((a, b) => a.Key.CompareTo(b.Key));
        return found;
    }

    private void Add(StoredObject obj)
    {
        if (!s_tracked.Contains(obj.Type))
            return;
        Put(_byNamespace, (obj.Type, obj.Namespace), obj.Reference);
        if (obj.Controller is { } controller)
            Put(_byController, controller.Uid, obj.Reference);
        else
            Put(_orphans, (obj.Type, obj.Namespace), obj.Reference);
    }

    private void Remove(StoredObject obj)
    {
        Take(_byNamespace, (obj.Type, obj.Namespace), obj.Reference);
        if (obj.Controller is { } controller)
            Take(_byController, controller.Uid, obj.Reference);
        else
            Take(_orphans, (obj.Type, obj.Namespace), obj.Reference);
    }

    private static void Put<TKey>(Dictionary<TKey, HashSet<ObjectReference>> index, TKey key, ObjectReference reference)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var references))
            index[key] = references = [];
        references.Add(reference);
    }

    private static void Take<TKey>(Dictionary<TKey, HashSet<ObjectReference>> index, TKey key, ObjectReference reference)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var references) && references.Remove(reference) && references.Count == 0)
            index.Remove(key);
    }
}
