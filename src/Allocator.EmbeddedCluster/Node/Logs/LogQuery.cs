namespace Allocator.Embedded;

/// <summary>What a reader of a log wants of it: <c>PodLogOptions</c>.</summary>
internal sealed record LogQuery
{
    public string Container { get; init; } = "";

    /// <summary>Whether to go on as more is written, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether to read the run before.</summary>
    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    public long? TailLines { get; init; }

    public long? LimitBytes { get; init; }

    public long? SinceSeconds { get; init; }

    public DateTimeOffset? SinceTime { get; init; }
}
