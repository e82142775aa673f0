namespace Allocator;

/// <summary>An instance's persistent disk: a claim of the instance's name, made when the template mounts it.</summary>
public sealed class DiskOptions
{
    /// <summary>The size, as a Kubernetes quantity.</summary>
    /// <value><c>50Gi</c>.</value>
    public string Size { get; set; } = "50Gi";

    /// <summary>The storage class; null for the cluster's default.</summary>
    public string? StorageClass { get; set; }
}
