namespace Allocator;

/// <summary>A limit of a service, and who holds its places.</summary>
public sealed record ServicePlaces
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>Whose limit it is (<see cref="ServiceOptions.MaxInstancesPerOwner"/>); null for all owners together (<see cref="ServiceOptions.MaxInstances"/>).</summary>
    public string? Owner { get; init; }

    /// <summary>How many places there are; null if the service is not known here, or has such a limit no more.</summary>
    public int? Limit { get; init; }

    /// <summary>The places that are held, by number. More than <see cref="Limit"/> if that was lowered.</summary>
    public required IReadOnlyList<HeldPlace> Held { get; init; }
}
