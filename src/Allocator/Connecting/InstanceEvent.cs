namespace Allocator;

/// <summary>What the cluster reported about an object of an instance.</summary>
public sealed record InstanceEvent
{
    /// <summary>When it was reported last.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The reason, one word, for example <c>FailedScheduling</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The object's kind and name, for example <c>Pod kv-1a2b3c4d-x</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The report, for a person.</summary>
    public required string Message { get; init; }

    /// <summary>How often it was reported.</summary>
    public long Count { get; init; } = 1;
}
