namespace Allocator;

/// <summary>Where services are published.</summary>
public sealed class ClusterServicesOptions
{
    /// <summary>The namespace of the ConfigMaps that describe services.</summary>
    /// <value>null: the namespace of the instances.</value>
    public string? Namespace { get; set; }

    /// <summary>Whether a service that the process describes itself needs no right to see what is published; its limits are its own then.</summary>
    internal bool IsOptional { get; set; }
}
