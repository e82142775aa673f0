namespace Allocator.Readiness;

/// <summary>Reads logs of containers.</summary>
internal interface ILogSource
{
    /// <summary>The last lines that a container wrote.</summary>
    Task<string> ReadAsync(LogRequest request, CancellationToken cancellationToken);
}

/// <summary>Which log lines to read.</summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Previous">Whether the run before the present one is meant.</param>
/// <param name="TailLines">How many lines, from the end.</param>
/// <param name="LimitBytes">How many bytes of these lines, from their beginning.</param>
/// <param name="Since">Only lines that are not older than this; null for all.</param>
internal sealed record LogRequest(string Pod, string Container, bool Previous, int TailLines, int LimitBytes, TimeSpan? Since = null);
