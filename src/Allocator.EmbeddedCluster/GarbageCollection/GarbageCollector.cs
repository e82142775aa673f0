using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Deletes what has lost its owners, and does what foreground and orphan deletions ask for before an owner goes.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/architecture/garbage-collection/"/>.</remarks>
internal sealed class GarbageCollector(ObjectOperations operations, EventRecorder events) : IController
{
    public const string ControllerName = "garbage-collector";

    private static readonly TimeSpan s_unknownKindRetry = TimeSpan.FromSeconds(5);

    private readonly DependencyGraph _graph = new();

    public string Name => ControllerName;

    public IEnumerable<ObjectReference> Affected(StoreChange change)
    {
        _graph.Observe(change);
        var obj = change.Object;
        var affected = new List<ObjectReference>();
        if (change.Kind == ChangeKind.Deleted)
        {
            affected.AddRange(_graph.DependentsOf(obj.Uid));
        }
        else
        {
            if (obj.Owners.Count > 0 || obj.IsTerminating)
                affected.Add(obj.Reference);
            if (obj.IsTerminating && change.Previous is { IsTerminating: false })
                affected.AddRange(_graph.DependentsOf(obj.Uid));
        }

        // An owner may wait for what this was or no longer is.
        if (change.Previous is { } previous)
            affected.AddRange(previous.Owners.Select(owner => Locate(previous, owner)).OfType<ObjectReference>());
        return affected;
    }

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        lock (operations.Store.Gate)
        {
            if (operations.Store.Find(reference) is not { } obj)
                return null;
            if (obj.IsTerminating)
            {
                FinishOwner(obj);
                return null;
            }

            return obj.Owners.Count == 0 ? null : CollectIfLost(obj);
        }
    }

    private void FinishOwner(StoredObject owner)
    {
        if (owner.Finalizers.Contains(DeletionMark.OrphanFinalizer))
        {
            foreach (var dependent in Dependents(owner))
                DropOwners(dependent, [owner.Uid]);
            RemoveFinalizer(owner, DeletionMark.OrphanFinalizer);
        }
        else if (owner.Finalizers.Contains(DeletionMark.ForegroundFinalizer))
        {
            var blocking = Dependents(owner).Where(dependent => dependent.Owners.Any(reference => reference.Uid == owner.Uid && reference.BlocksDeletion)).ToList();
            if (blocking.Count == 0)
                RemoveFinalizer(owner, DeletionMark.ForegroundFinalizer);
        }
    }

    private TimeSpan? CollectIfLost(StoredObject obj)
    {
        var (solid, lost, waiting) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var reference in obj.Owners)
        {
            if (operations.Kinds.FindByKind(reference.ApiVersion, reference.Kind) is null)
                return s_unknownKindRetry;
            var owner = Locate(obj, reference) is { } place ? operations.Store.Find(place) : null;
            var list = owner?.Uid != reference.Uid ? lost
                : owner.IsTerminating && owner.Finalizers.Contains(DeletionMark.ForegroundFinalizer) ? waiting
                : solid;
            list.Add(reference.Uid);
        }

        if (solid.Count > 0)
        {
            if (lost.Count + waiting.Count > 0)
                DropOwners(obj, [.. lost, .. waiting]);
            return null;
        }

        TellOfOtherNamespaces(obj);

        // What is deleted with its owner in the foreground waits for its own dependents too.
        var propagation = waiting.Count > 0 && Dependents(obj).Any() ? Propagation.Foreground
            : obj.Finalizers.Contains(DeletionMark.OrphanFinalizer) ? Propagation.Orphan
            : obj.Finalizers.Contains(DeletionMark.ForegroundFinalizer) ? Propagation.Foreground
            : Propagation.Background;
        operations.Delete(obj, propagation);
        return null;
    }

    /// <summary>Owners are looked for in the dependent's namespace only, which who wrote the reference may not have known.</summary>
    private void TellOfOtherNamespaces(StoredObject obj)
    {
        foreach (var owner in obj.Owners.Where(owner => operations.Kinds.FindByKind(owner.ApiVersion, owner.Kind)?.Type.Namespaced == true))
        {
            var type = operations.Kinds.FindByKind(owner.ApiVersion, owner.Kind)!.Type;
            if (operations.Store.All(type).Values.Any(other => other.Uid == owner.Uid && other.Namespace != obj.Namespace))
            {
                events.Tell(
                    obj,
                    "garbage-collector-controller",
                    isWarning: true,
                    "OwnerRefInvalidNamespace",
                    $"ownerRef [{owner.ApiVersion}/{owner.Kind}, namespace: {obj.Namespace}, name: {owner.Name}, uid: {owner.Uid}] does not exist in namespace \"{obj.Namespace}\"");
            }
        }
    }

    private IEnumerable<StoredObject> Dependents(StoredObject owner) =>
        _graph.DependentsOf(owner.Uid).Select(operations.Store.Find).OfType<StoredObject>();

    /// <summary>Where the object that a reference names must be: in the namespace of the dependent, or in none.</summary>
    private ObjectReference? Locate(StoredObject dependent, OwnerReference reference) =>
        operations.Kinds.FindByKind(reference.ApiVersion, reference.Kind)?.Type is { } type
            ? new ObjectReference(type, type.Namespaced ? dependent.Namespace : "", reference.Name)
            : null;

    private void DropOwners(StoredObject obj, IReadOnlyCollection<string> uids) => operations.Modify(obj, copy =>
    {
        var metadata = copy.Child("metadata");
        var left = (metadata.Array("ownerReferences") ?? []).Where(entry => !uids.Contains(entry!.AsObject().Text("uid"))).Select(entry => entry!.DeepClone()).ToArray();
        if (left.Length == 0)
            metadata.Remove("ownerReferences");
        else
            metadata["ownerReferences"] = new JsonArray(left);
    });

    private void RemoveFinalizer(StoredObject obj, string finalizer) => operations.Modify(obj, copy =>
    {
        var metadata = copy.Child("metadata");
        var left = obj.Finalizers.Where(name => name != finalizer).Select(name => (JsonNode)name).ToArray();
        if (left.Length == 0)
            metadata.Remove("finalizers");
        else
            metadata["finalizers"] = new JsonArray(left);
    });
}
