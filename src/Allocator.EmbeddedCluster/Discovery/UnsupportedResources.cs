namespace Allocator.Embedded;

/// <summary>What Kubernetes serves and this cluster does not: it answers 501, where nobody serves anything 404.</summary>
internal static class UnsupportedResources
{
    private static readonly HashSet<string> s_groups =
    [
        "admissionregistration.k8s.io", "apiregistration.k8s.io", "autoscaling", "certificates.k8s.io", "discovery.k8s.io", "events.k8s.io", "extensions",
        "flowcontrol.apiserver.k8s.io", "gateway.networking.k8s.io", "internal.apiserver.k8s.io", "metrics.k8s.io", "node.k8s.io", "policy", "resource.k8s.io",
        "scheduling.k8s.io", "snapshot.storage.k8s.io",
    ];

    private static readonly HashSet<string> s_resources =
    [
        "bindings", "componentstatuses", "limitranges", "podtemplates", "cronjobs.batch", "csidrivers.storage.k8s.io", "csinodes.storage.k8s.io",
        "csistoragecapacities.storage.k8s.io", "volumeattachments.storage.k8s.io", "selfsubjectreviews.authentication.k8s.io",
        "validatingadmissionpolicies.admissionregistration.k8s.io", "leasecandidates.coordination.k8s.io",
    ];

    private static readonly HashSet<string> s_subresources =
        ["approval", "attach", "binding", "ephemeralcontainers", "eviction", "finalize", "proxy", "resize"];

    public static bool HasSubresource(string subresource) => s_subresources.Contains(subresource.Split('/')[0]);

    /// <summary>Whether a whole group, or a version of one that is served, is known elsewhere.</summary>
    public static bool HasGroup(string group) => s_groups.Contains(group);

    public static bool HasResource(string group, string resource) =>
        s_groups.Contains(group) || s_resources.Contains(group.Length == 0 ? resource : $"{resource}.{group}");
}
