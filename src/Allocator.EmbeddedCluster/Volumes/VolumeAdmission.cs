using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>
/// Protects new claims and volumes while they are used, gives claims the default storage class, and refuses volumes that the node has no way to use.
/// </summary>
internal sealed class VolumeAdmission(ObjectStore store) : IAdmission
{
    public const string ClaimFinalizer = "kubernetes.io/pvc-protection";
    public const string VolumeFinalizer = "kubernetes.io/pv-protection";

    private static readonly HashSet<string> s_supported =
        ["capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "volumeMode", "hostPath"];

    public void Admit(WriteRequest write)
    {
        if (write.Verb == WriteVerb.Delete || write.Context.Subresource is not null || write.Object is not { } obj)
            return;
        if (write.Kind.Type == ResourceTypes.PersistentVolumes)
            RefuseUnsupported(obj.Child("spec"));
        if (write.Verb == WriteVerb.Update && write.Kind.Type == ResourceTypes.PersistentVolumeClaims)
            RefuseGrowth(write, obj);
        if (write.Verb != WriteVerb.Create)
            return;
        if (write.Kind.Type == ResourceTypes.PersistentVolumes)
        {
            AddFinalizer(obj, VolumeFinalizer);
        }
        else if (write.Kind.Type == ResourceTypes.PersistentVolumeClaims)
        {
            SetDefaultClass(write, obj.Child("spec"));
            AddFinalizer(obj, ClaimFinalizer);
        }
    }

    private static void RefuseUnsupported(JsonObject spec)
    {
        if (spec.Select(member => member.Key).FirstOrDefault(member => !s_supported.Contains(member)) is { } member)
            throw ApiException.NotImplemented($"spec.{member} of a PersistentVolume");
        if (spec.Text("persistentVolumeReclaimPolicy") == "Recycle")
            throw ApiException.NotImplemented("spec.persistentVolumeReclaimPolicy: Recycle of a PersistentVolume");
        if (spec.Text("volumeMode") == "Block")
            throw ApiException.NotImplemented("spec.volumeMode: Block of a PersistentVolume");
    }

    private void RefuseGrowth(WriteRequest write, JsonObject obj)
    {
        var wanted = ResourceAmount.Parse(obj.ToElement().Member("spec", "resources", "requests").Text("storage"));
        if (!(wanted > ResourceAmount.Parse(write.Old!.Json.Member("spec", "resources", "requests").Text("storage"))))
            return;
        if (store.Find(ResourceTypes.StorageClasses, "", write.Old.StorageClass())?.Json.Flag("allowVolumeExpansion") == true)
            throw ApiException.NotImplemented("a larger spec.resources.requests.storage of a PersistentVolumeClaim");
        throw ApiException.Forbidden(
            write.Kind.Type,
            write.Key.Name,
            "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private void SetDefaultClass(WriteRequest write, JsonObject spec)
    {
        if (spec["storageClassName"] is not null)
            return;
        var defaults = store.All(ResourceTypes.StorageClasses).Values
            .Where(type => type.Annotation(StandardStorageClass.DefaultAnnotation) == "true")
            .ToList();
        if (defaults.Count > 1)
        {
            throw ApiException.Forbidden(
                write.Kind.Type, write.Key.Name, $"Internal error occurred: {defaults.Count} default StorageClasses were found");
        }

        if (defaults.Count == 1)
            spec["storageClassName"] = defaults[0].Name;
    }

    private static void AddFinalizer(JsonObject obj, string finalizer)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Array("finalizers") is not { } finalizers)
            metadata["finalizers"] = finalizers = [];
        if (!finalizers.Any(item => item?.GetValue<string>() == finalizer))
            finalizers.Add(finalizer);
    }
}
