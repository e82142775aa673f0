namespace Allocator.Embedded;

/// <summary>What is asked about claims and volumes.</summary>
internal static class VolumeFacts
{
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";
    public const string StorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    public static string StorageClass(this StoredObject obj) => obj.Json.Member("spec").Text("storageClassName");

    public static string VolumeName(this StoredObject claim) => claim.Json.Member("spec").Text("volumeName");

    public static bool IsBound(this StoredObject claim) => claim.Annotation(BindCompleted).Length > 0;

    public static bool HasClaim(this StoredObject volume) => volume.Json.Member("spec").Has("claimRef");

    /// <summary>Whether a volume is this claim's, or kept for it.</summary>
    public static bool IsFor(this StoredObject volume, StoredObject claim)
    {
        var reference = volume.Json.Member("spec", "claimRef");
        return volume.ClaimReference() == claim.Reference && (reference.Text("uid").Length == 0 || reference.Text("uid") == claim.Uid);
    }

    public static ObjectReference ClaimReference(this StoredObject volume)
    {
        var reference = volume.Json.Member("spec", "claimRef");
        return new(ResourceTypes.PersistentVolumeClaims, reference.Text("namespace"), reference.Text("name"));
    }

    public static ResourceAmount Capacity(this StoredObject volume) => ResourceAmount.Parse(volume.Json.Member("spec", "capacity").Text("storage"));

    /// <summary>Whether a volume is large enough for a claim, of its class, and can be used as it asks.</summary>
    public static bool Satisfies(this StoredObject volume, StoredObject claim)
    {
        var wanted = ResourceAmount.Parse(claim.Json.Member("spec", "resources", "requests").Text("storage"));
        var modes = volume.Json.Member("spec", "accessModes").Elements().Select(mode => mode.Text());
        return volume.StorageClass() == claim.StorageClass()
            && !(volume.Capacity() < wanted)
            && !claim.Json.Member("spec", "accessModes").Elements().Select(mode => mode.Text()).Except(modes).Any();
    }

    /// <summary>The claims that a pod uses.</summary>
    public static IEnumerable<ObjectReference> Claims(this StoredObject pod) =>
        from volume in pod.Json.Member("spec", "volumes").Elements()
        let name = volume.Member("persistentVolumeClaim").Text("claimName")
        where name.Length > 0
        select new ObjectReference(ResourceTypes.PersistentVolumeClaims, pod.Namespace, name);
}
