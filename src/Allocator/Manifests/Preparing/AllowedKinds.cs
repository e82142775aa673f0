namespace Allocator.Manifests;

/// <summary>The kinds that a template may use.</summary>
internal static class AllowedKinds
{
    /// <summary>What every template may use, written as in the option: <c>Kind</c> of the core group, else <c>Kind.group</c>.</summary>
    public static IReadOnlyCollection<string> Default { get; } =
    [
        "ConfigMap",
        "CronJob.batch",
        "DaemonSet.apps",
        "Deployment.apps",
        "HorizontalPodAutoscaler.autoscaling",
        "Ingress.networking.k8s.io",
        "Job.batch",
        "NetworkPolicy.networking.k8s.io",
        "PersistentVolumeClaim",
        "Pod",
        "PodDisruptionBudget.policy",
        "ReplicaSet.apps",
        "ReplicationController",
        "Secret",
        "Service",
        "ServiceAccount",
        "StatefulSet.apps",
    ];

    /// <summary>How the option writes a kind.</summary>
    public static string OptionValue(ResourceKind kind) => kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";

    /// <summary>The default kind whose name is nearest to a misspelt one; null if none is near.</summary>
    public static string? Nearest(string kind) => Spelling.Nearest(kind, Default.Select(static k => k.Split('.')[0]));
}
