using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Lets claims, or volumes, that are being deleted go once nothing uses them.</summary>
internal sealed class ProtectionController : IController
{
    private readonly ClusterCore _core;
    private readonly ResourceType _type;
    private readonly string _finalizer;
    private readonly Func<StoreChange, IEnumerable<ObjectReference>> _affected;
    private readonly Func<StoredObject, bool> _isUsed;

    private ProtectionController(
        ClusterCore core,
        string name,
        ResourceType type,
        string finalizer,
        Func<StoreChange, IEnumerable<ObjectReference>> affected,
        Func<StoredObject, bool> isUsed)
    {
        Name = name;
        (_core, _type, _finalizer, _affected, _isUsed) = (core, type, finalizer, affected, isUsed);
    }

    public string Name { get; }

    public static ProtectionController OfVolumes(ClusterCore core) => new(
        core,
        "pv-protection-controller",
        ResourceTypes.PersistentVolumes,
        VolumeAdmission.VolumeFinalizer,
        _ => [],
        volume => volume.Json.Member("status").Text("phase") == "Bound");

    /// <summary>A claim is used by every pod of a node that names it, whether the pod still runs or not.</summary>
    public static ProtectionController OfClaims(ClusterCore core, Dependents dependents) => new(
        core,
        "pvc-protection-controller",
        ResourceTypes.PersistentVolumeClaims,
        VolumeAdmission.ClaimFinalizer,
        change =>
        {
            dependents.Observe(change);
            return change.Object.Type == ResourceTypes.Pods && change.Kind == ChangeKind.Deleted ? change.Object.Claims() : [];
        },
        claim => dependents.In(ResourceTypes.Pods, claim.Namespace).Any(pod => pod.NodeName().Length > 0 && pod.Claims().Contains(claim.Reference)));

    public IEnumerable<ObjectReference> Affected(StoreChange change) => change.Object.Type == _type ? [change.Object.Reference] : _affected(change);

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        if (_core.Store.Find(reference) is { IsTerminating: true } obj && obj.Finalizers.Contains(_finalizer) && !_isUsed(obj))
            _core.Operations.Modify(obj, RemoveFinalizer);
        return null;
    }

    private void RemoveFinalizer(JsonObject obj)
    {
        var metadata = obj.Child("metadata");
        var others = metadata.Array("finalizers")!.Select(item => item!.GetValue<string>()).Where(item => item != _finalizer).ToList();
        metadata.Remove("finalizers");
        if (others.Count > 0)
            metadata["finalizers"] = new JsonArray([.. others.Select(item => JsonValue.Create(item))]);
    }
}
