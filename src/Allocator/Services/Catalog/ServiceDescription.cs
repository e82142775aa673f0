namespace Allocator;

/// <summary>What a caller may know of a service: its limits, its times and what a call may set. Neither its template nor any value of a secret or a connection string.</summary>
public sealed record ServiceDescription
{
    /// <summary>The name by which it is allocated.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the cluster publishes it, or at least its limits.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Why it cannot be allocated, for whoever describes it: its settings are not right, or it is published twice. Then nothing else but <see cref="Name"/> and <see cref="IsPublished"/> is known.</summary>
    /// <value>null: as far as its settings tell, it can.</value>
    public string? Error { get; init; }

    /// <summary>How many instances may live at once, all owners together; null for no limit.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>How many instances one owner may have at once; null for no limit.</summary>
    public int? MaxInstancesPerOwner { get; init; }

    /// <summary>How long an instance outlives its creator; null if instances stay until they are destroyed.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>How long an instance lives at most; null for as long as it is held.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The service's version; empty if it has none.</summary>
    public string Version { get; init; } = "";

    /// <summary>What a call may set by <see cref="CreateOptions.Parameters"/>, by name.</summary>
    public IReadOnlyDictionary<string, ParameterDescription> Parameters { get; init; } = new Dictionary<string, ParameterDescription>();

    /// <summary>The names of the connection strings that the settings declare, in order. A template may declare more, which only its instances tell.</summary>
    public IReadOnlyList<string> ConnectionStrings { get; init; } = [];

    /// <summary>The size, as a Kubernetes quantity, of the disk of an instance whose template mounts one; null if <see cref="Error"/> is set.</summary>
    public string? DiskSize { get; init; }

    internal static ServiceDescription Of(string name, bool isPublished, ServiceOptions options) => new()
    {
        Name = name,
        IsPublished = isPublished,
        MaxInstances = options.MaxInstances,
        MaxInstancesPerOwner = options.MaxInstancesPerOwner,
        Lease = Finite(options.Lease),
        Lifetime = Finite(options.Lifetime),
        Version = options.Version,
        Parameters = options.Parameters.ToDictionary(parameter => parameter.Key, parameter => ParameterDescription.Of(parameter.Value)),
        ConnectionStrings = [.. options.ConnectionStrings.Keys.Order(StringComparer.Ordinal)],
        DiskSize = options.Disk.Size,
    };

    private static TimeSpan? Finite(TimeSpan? time) => time == Timeout.InfiniteTimeSpan ? null : time;
}
