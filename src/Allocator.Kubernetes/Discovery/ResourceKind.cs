namespace Allocator;

/// <summary>A kind of Kubernetes object and where the API server keeps it.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version within the group, for example <c>v1</c>.</param>
/// <param name="Kind">The kind, for example <c>Deployment</c>.</param>
/// <param name="Plural">The resource's name in paths, for example <c>deployments</c>.</param>
/// <param name="Namespaced">Whether objects of this kind live in a namespace.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary><c>v1 Pod</c>.</summary>
    public static ResourceKind Pod { get; } = new("", "v1", "Pod", "pods", true);

    /// <summary><c>v1 Event</c>.</summary>
    public static ResourceKind Event { get; } = new("", "v1", "Event", "events", true);

    /// <summary><c>v1 Secret</c>.</summary>
    public static ResourceKind Secret { get; } = new("", "v1", "Secret", "secrets", true);

    /// <summary><c>v1 Service</c>.</summary>
    public static ResourceKind Service { get; } = new("", "v1", "Service", "services", true);

    /// <summary><c>v1 ConfigMap</c>.</summary>
    public static ResourceKind ConfigMap { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    /// <summary><c>v1 PersistentVolumeClaim</c>.</summary>
    public static ResourceKind PersistentVolumeClaim { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    /// <summary><c>coordination.k8s.io/v1 Lease</c>.</summary>
    public static ResourceKind Lease { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true);

    /// <summary>What an object's <c>apiVersion</c> field says: <c>group/version</c>, or only the version in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The resource's name as RBAC rules and error messages give it: <c>deployments.apps</c>, <c>pods</c>.</summary>
    public string ResourceName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The path of the collection, or of one object in it, below the server's address.</summary>
    /// <exception cref="ArgumentException">A name is empty or a dot segment, which would make it the path of something else.</exception>
    public string Path(string? @namespace, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        if (Namespaced && @namespace is not null)
            path += $"/namespaces/{Segment(@namespace)}";
        path += $"/{Plural}";
        if (name is not null)
            path += $"/{Segment(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Kind}";

    private static string Segment(string name) => name is "" or "." or ".."
        ? throw new ArgumentException($"'{name}' is not the name of an object or a namespace.", nameof(name))
        : Uri.EscapeDataString(name);
}
