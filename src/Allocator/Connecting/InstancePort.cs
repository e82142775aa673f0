namespace Allocator;

/// <summary>A port of an instance.</summary>
public sealed record InstancePort
{
    /// <summary>The port's name, as a container or a Service of the template gives it; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The port's number in the pod.</summary>
    public required int Number { get; init; }

    /// <summary>The address for an application that runs in the cluster: a Service's, where one has the port, else the pod's.</summary>
    public required string ClusterHost { get; init; }

    /// <summary>The TCP port that goes with <see cref="ClusterHost"/>.</summary>
    public required int ClusterPort { get; init; }
}
