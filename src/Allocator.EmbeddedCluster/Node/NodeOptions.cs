using System.Net;

namespace Allocator.Embedded;

/// <summary>How the node is.</summary>
internal sealed record NodeOptions
{
    public string Name { get; init; } = "embedded";

    public required NodeCapacity Capacity { get; init; }

    /// <summary>The bytes of log that are kept of one run of a container.</summary>
    public long LogCapacity { get; init; } = 1 << 20;

    /// <summary>Says where the API is served, for the environment of containers; null if they are not told. Asked when a container starts.</summary>
    public Func<IPEndPoint?> ApiServer { get; init; } = static () => null;

    /// <summary>Makes the tokens of projected volumes; null if there are none.</summary>
    public PodTokenSource? Tokens { get; init; }
}
