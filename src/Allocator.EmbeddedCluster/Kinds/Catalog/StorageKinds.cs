namespace Allocator.Embedded;

/// <summary>Disks.</summary>
internal static class StorageKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.PersistentVolumeClaims) { Rules = new PersistentVolumeClaimRules(), Singular = "", ShortNames = ["pvc"], HasStatus = true },
        new(ResourceTypes.PersistentVolumes) { Rules = new PersistentVolumeRules(), Singular = "", ShortNames = ["pv"], HasStatus = true },
        new(ResourceTypes.StorageClasses) { Rules = new StorageClassRules(), Singular = "", ShortNames = ["sc"] },
    ];
}
