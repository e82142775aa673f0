using System.Net;

namespace Allocator.Embedded;

/// <summary>What a container is made with.</summary>
internal sealed record ContainerSetup(string Namespace, string PodName, string PodUid, string ContainerName, string Image, IPAddress PodAddress)
{
    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingDirectory { get; init; }

    public required ContainerMounts Mounts { get; init; }

    /// <summary>The file behind its <c>terminationMessagePath</c>.</summary>
    public required string TerminationMessageFile { get; init; }

    /// <summary>Whether the log's end stands in for an empty message.</summary>
    public bool TerminationMessageFallsBackToLog { get; init; }

    /// <summary>A directory of this container alone, for what has no place in its mounts.</summary>
    public required string OwnDirectory { get; init; }
}
