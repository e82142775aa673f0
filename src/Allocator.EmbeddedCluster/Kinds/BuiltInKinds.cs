namespace Allocator.Embedded;

/// <summary>The kinds that are served from the start.</summary>
/// <remarks>What they have and allow is that of <see href="https://v1-20.docs.kubernetes.io/docs/reference/generated/kubernetes-api/v1.20/"/>.</remarks>
internal static class BuiltInKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        .. ClusterKinds.All,
        .. CoreKinds.All,
        .. WorkloadKinds.All,
        .. NetworkingKinds.All,
        .. AccessKinds.All,
        .. StorageKinds.All,
    ];
}
