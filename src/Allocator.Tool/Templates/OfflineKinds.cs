namespace Allocator.Tool;

/// <summary>The kinds of a current cluster, as far as templates may use them, without asking one.</summary>
internal sealed class OfflineKinds(IEnumerable<string> allowed)
{
    private static readonly Dictionary<string, string> s_builtIn = new(StringComparer.Ordinal)
    {
        ["v1/ConfigMap"] = "configmaps",
        ["v1/PersistentVolumeClaim"] = "persistentvolumeclaims",
        ["v1/Pod"] = "pods",
        ["v1/ReplicationController"] = "replicationcontrollers",
        ["v1/Secret"] = "secrets",
        ["v1/Service"] = "services",
        ["v1/ServiceAccount"] = "serviceaccounts",
        ["apps/v1/DaemonSet"] = "daemonsets",
        ["apps/v1/Deployment"] = "deployments",
        ["apps/v1/ReplicaSet"] = "replicasets",
        ["apps/v1/StatefulSet"] = "statefulsets",
        ["autoscaling/v1/HorizontalPodAutoscaler"] = "horizontalpodautoscalers",
        ["autoscaling/v2/HorizontalPodAutoscaler"] = "horizontalpodautoscalers",
        ["batch/v1/CronJob"] = "cronjobs",
        ["batch/v1/Job"] = "jobs",
        ["networking.k8s.io/v1/Ingress"] = "ingresses",
        ["networking.k8s.io/v1/NetworkPolicy"] = "networkpolicies",
        ["policy/v1/PodDisruptionBudget"] = "poddisruptionbudgets",
    };

    private readonly HashSet<string> _allowed = [.. allowed];

    /// <exception cref="UnknownKindException">No current cluster has it, and the service does not allow it as a kind of its own.</exception>
    public Task<ResourceKind> ResolveAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = (slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..]);
        return s_builtIn.GetValueOrDefault($"{apiVersion}/{kind}") is { } plural ? Task.FromResult(new ResourceKind(group, version, kind, plural, Namespaced: true))
            : _allowed.Contains($"{kind}.{group}") ? Task.FromResult(new ResourceKind(group, version, kind, $"{kind.ToLowerInvariant()}s", Namespaced: true))
            : Task.FromException<ResourceKind>(new UnknownKindException(apiVersion, kind, s_builtIn.Keys.Any(known => known.StartsWith(apiVersion + "/", StringComparison.Ordinal)), [], []));
    }
}
