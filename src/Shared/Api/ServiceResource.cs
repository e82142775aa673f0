using System.ComponentModel;

namespace Allocator.Api;

/// <summary>What a caller may know of a service. Durations are seconds.</summary>
internal sealed record ServiceResource
{
    public required string Name { get; init; }

    [Description("Whether the cluster publishes it, or at least its limits.")]
    public bool IsPublished { get; init; }

    [Description("Why it cannot be allocated; null if it can.")]
    public string? Error { get; init; }

    [Description("How many instances may live at once; null for no limit.")]
    public int? MaxInstances { get; init; }

    [Description("How many instances one owner may have at once; null for no limit.")]
    public int? MaxInstancesPerOwner { get; init; }

    [Description("How many seconds an instance outlives its last renewal; null if it stays until it is destroyed.")]
    public double? Lease { get; init; }

    [Description("How many seconds an instance lives at most; null if that is not limited.")]
    public double? Lifetime { get; init; }

    public string Version { get; init; } = "";

    [Description("What a call may set, by name.")]
    public IReadOnlyDictionary<string, ParameterDescription> Parameters { get; init; } = new Dictionary<string, ParameterDescription>();

    [Description("The names of the connection strings that the service's settings declare; its template may declare more.")]
    public IReadOnlyList<string> ConnectionStrings { get; init; } = [];

    [Description("The size of the disk of an instance whose template mounts one.")]
    public string? DiskSize { get; init; }

    public static ServiceResource Of(ServiceDescription service) => new()
    {
        Name = service.Name,
        IsPublished = service.IsPublished,
        Error = service.Error,
        MaxInstances = service.MaxInstances,
        MaxInstancesPerOwner = service.MaxInstancesPerOwner,
        Lease = service.Lease?.TotalSeconds,
        Lifetime = service.Lifetime?.TotalSeconds,
        Version = service.Version,
        Parameters = service.Parameters,
        ConnectionStrings = service.ConnectionStrings,
        DiskSize = service.DiskSize,
    };
}
