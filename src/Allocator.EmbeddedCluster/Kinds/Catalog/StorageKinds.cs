namespace Allocator.Embedded;

/// <summary>Disks.</summary>
internal static class StorageKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        BuiltInKinds.Define(ResourceTypes.PersistentVolumeClaims, new PersistentVolumeClaimRules(), DataTables.Claims, "pvc") with { HasStatus = true },
        BuiltInKinds.Define(ResourceTypes.PersistentVolumes, new PersistentVolumeRules(), DataTables.Volumes, "pv") with { HasStatus = true },
        BuiltInKinds.Define(ResourceTypes.StorageClasses, new StorageClassRules(), DataTables.StorageClasses, "sc"),
    ];
}
