namespace Allocator.Embedded;

/// <summary>How an object is deleted: <c>DeleteOptions</c>.</summary>
internal sealed record DeleteRequest
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>What becomes of dependents; null for the kind's default.</summary>
    public Propagation? Propagation { get; init; }

    /// <summary>Seconds that it gets to end; null for its own setting.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Everything is checked and nothing is deleted.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a delete has done.</summary>
/// <param name="Object">The last state, or the one that remains.</param>
/// <param name="IsGone">Whether the object has gone; otherwise it is terminating.</param>
internal sealed record DeleteOutcome(StoredObject Object, bool IsGone);
