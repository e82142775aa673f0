namespace Allocator.Manifests;

/// <summary>What a server of an old and of a new version serves, as far as tests need it.</summary>
internal static class Kinds
{
    private static readonly string[] Common =
    [
        "v1/Pod", "v1/Service", "v1/ConfigMap", "v1/Secret", "v1/PersistentVolumeClaim", "v1/ServiceAccount", "v1/ReplicationController",
        "apps/v1/Deployment", "apps/v1/StatefulSet", "apps/v1/DaemonSet", "apps/v1/ReplicaSet", "batch/v1/Job",
        "networking.k8s.io/v1/NetworkPolicy", "networking.k8s.io/v1/Ingress", "rbac.authorization.k8s.io/v1/Role", "example.com/v1/Widget",
    ];

    private static readonly string[] Cluster = ["v1/Namespace", "v1/PersistentVolume", "rbac.authorization.k8s.io/v1/ClusterRole"];

    private static readonly string[] Of120 =
    [
        "extensions/v1beta1/Ingress", "networking.k8s.io/v1beta1/Ingress", "batch/v1beta1/CronJob", "policy/v1beta1/PodDisruptionBudget",
        "autoscaling/v2beta1/HorizontalPodAutoscaler", "autoscaling/v2beta2/HorizontalPodAutoscaler",
    ];

    private static readonly string[] Of130 = ["batch/v1/CronJob", "policy/v1/PodDisruptionBudget", "autoscaling/v2/HorizontalPodAutoscaler"];

    public static Task<ResourceKind> Resolve120(string apiVersion, string kind, CancellationToken cancellationToken) =>
        Task.FromResult(Resolve(apiVersion, kind, [.. Common, .. Of120]));

    public static Task<ResourceKind> Resolve130(string apiVersion, string kind, CancellationToken cancellationToken) =>
        Task.FromResult(Resolve(apiVersion, kind, [.. Common, .. Of130]));

    private static ResourceKind Resolve(string apiVersion, string kind, IReadOnlyList<string> served)
    {
        var namespaced = served.Contains($"{apiVersion}/{kind}");
        if (!namespaced && !Cluster.Contains($"{apiVersion}/{kind}"))
            throw new UnknownKindException(apiVersion, kind, groupVersionServed: false, [], []);
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];

        return new ResourceKind(group, apiVersion[(slash + 1)..], kind, Plural(kind), namespaced);
    }

    private static string Plural(string kind)
    {
#pragma warning disable CA1308 // Resource names are lower-case.
        var lower = kind.ToLowerInvariant();
#pragma warning restore CA1308
        return lower[^1] switch { 's' => lower + "es", 'y' => lower[..^1] + "ies", _ => lower + "s" };
    }
}
