using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>What a pod's events say that its status does not.</summary>
internal static class PodEvents
{
    private const string ContainerPath = "spec.containers{";
    private const string InitContainerPath = "spec.initContainers{";

    /// <summary>The containers whose images could not be pulled.</summary>
    public static IEnumerable<FailedPull> FailedPulls(IReadOnlyList<JsonObject> newestFirst) =>
        from e in newestFirst
        where e.Text("reason") == "Failed" && e.Text("message")?.StartsWith("Failed to pull image", StringComparison.Ordinal) == true
        group e by ContainerIn(e.Text("involvedObject", "fieldPath") ?? "") into container
        where container.Key is not null
        select new FailedPull(container.Key, (int)container.Sum(EventTimes.CountOf), container.First().Text("message")!);

    private static string? ContainerIn(string fieldPath) =>
        !fieldPath.EndsWith('}') ? null
        : fieldPath.StartsWith(ContainerPath, StringComparison.Ordinal) ? fieldPath[ContainerPath.Length..^1]
        : fieldPath.StartsWith(InitContainerPath, StringComparison.Ordinal) ? fieldPath[InitContainerPath.Length..^1]
        : null;
}

/// <summary>An image pull that failed, as events tell it.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What went wrong the last time.</param>
internal sealed record FailedPull(string Container, int Attempts, string Error);
