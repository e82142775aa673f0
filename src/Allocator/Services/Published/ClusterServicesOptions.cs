namespace Allocator;

/// <summary>Where services are published.</summary>
public sealed class ClusterServicesOptions
{
    /// <summary>The namespace of the ConfigMaps that describe services.</summary>
    /// <value>null: the namespace of the instances.</value>
    public string? Namespace { get; set; }
}
