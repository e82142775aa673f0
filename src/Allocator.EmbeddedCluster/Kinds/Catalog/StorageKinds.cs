namespace Allocator.Embedded;

/// <summary>Disks.</summary>
internal static class StorageKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.PersistentVolumeClaims) { Rules = new PlainRules(), Singular = "", ShortNames = ["pvc"], HasStatus = true },
        new(ResourceTypes.PersistentVolumes) { Rules = new PlainRules(), Singular = "", ShortNames = ["pv"], HasStatus = true },
        new(ResourceTypes.StorageClasses) { Rules = new PlainRules(), Singular = "", ShortNames = ["sc"] },
    ];
}
