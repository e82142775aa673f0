namespace Allocator;

/// <summary>What is special about one instance.</summary>
public sealed record CreateOptions
{
    /// <summary>
    /// Makes Create safe to repeat: the same caller, service and key mean the same instance. A second Create returns it when it is ready, waits for it
    /// while it is being created, and creates it anew after it was destroyed.
    /// </summary>
    /// <value>null: every Create makes another instance.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>Values of parameters that the service declares (<see cref="ServiceOptions.Parameters"/>); they replace the defaults. They are recorded in
    /// the instance's Lease; what is secret goes through <see cref="CallerIdentity.Credentials"/>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the instance outlives this process' last sign of life; replaces <see cref="ServiceOptions.Lease"/>.</summary>
    /// <value>null: as the service says. <see cref="Timeout.InfiniteTimeSpan"/>: it stays until it is destroyed.</value>
    public TimeSpan? Lease { get; init; }

    /// <summary>How long the instance lives at most, even while it is held; replaces <see cref="ServiceOptions.Lifetime"/>.</summary>
    /// <value>null: as the service says. <see cref="Timeout.InfiniteTimeSpan"/>: as long as it is held.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>How long to wait for a place when live instances hold all of them. The wait is part of <see cref="ServiceOptions.CreateTimeout"/>.</summary>
    /// <value>Zero: refuse at once.</value>
    public TimeSpan PlaceTimeout { get; init; }

    /// <summary>
    /// Keeps an instance that does not become ready, for a look at it, and takes it away after this time. It holds its places until then, or until it is destroyed.
    /// </summary>
    /// <value>null: what failed is deleted.</value>
    public TimeSpan? KeepFailedFor { get; init; }

    /// <summary>Where the instance came from; <see cref="Instance.Origin"/> shows it.</summary>
    public InstanceOrigin? Origin { get; init; }
}
