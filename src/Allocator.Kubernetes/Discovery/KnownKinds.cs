namespace Allocator;

/// <summary>Kinds whose place has been the same since long before the oldest server version that is supported: they need no request.</summary>
internal static class KnownKinds
{
    private static readonly Dictionary<(string ApiVersion, string Kind), ResourceKind> s_kinds = new[]
    {
        ResourceKind.Pod, ResourceKind.Event, ResourceKind.Secret, ResourceKind.Service, ResourceKind.ConfigMap, ResourceKind.PersistentVolumeClaim,
        ResourceKind.Lease,
        new("apps", "v1", "Deployment", "deployments", true),
        new("apps", "v1", "StatefulSet", "statefulsets", true),
        new("batch", "v1", "Job", "jobs", true),
    }.ToDictionary(kind => (kind.ApiVersion, kind.Kind));

    public static ResourceKind? Find(string apiVersion, string kind) => s_kinds.GetValueOrDefault((apiVersion, kind));
}
