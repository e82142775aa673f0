using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What controllers ask about a pod.</summary>
internal static class PodFacts
{
    public static string Phase(this StoredObject pod) => pod.Json.Member("status").Text("phase");

    public static string NodeName(this StoredObject pod) => pod.Json.Member("spec").Text("nodeName");

    public static bool HasFailed(this StoredObject pod) => pod.Phase() == "Failed";

    public static bool HasEnded(this StoredObject pod) => pod.Phase() is "Succeeded" or "Failed";

    /// <summary>Whether it counts as a replica: it has not ended and is not asked to.</summary>
    public static bool IsActive(this StoredObject pod) => !pod.HasEnded() && !pod.IsTerminating;

    public static bool IsReady(this StoredObject pod) => pod.ReadySince() is not null;

    public static bool IsRunningAndReady(this StoredObject pod) => pod.Phase() == "Running" && pod.IsReady();

    public static DateTimeOffset? ReadySince(this StoredObject pod)
    {
        foreach (var condition in pod.Json.Member("status", "conditions").Elements())
        {
            if (condition.Text("type") == "Ready")
                return condition.Text("status") == "True" ? Timestamp.Parse(condition.Text("lastTransitionTime")) ?? DateTimeOffset.MinValue : null;
        }

        return null;
    }

    /// <summary>When it has been ready for so long; null if it is not ready.</summary>
    public static DateTimeOffset? AvailableAt(this StoredObject pod, long minReadySeconds) => pod.ReadySince()?.AddSeconds(minReadySeconds);

    public static bool IsAvailable(this StoredObject pod, long minReadySeconds, DateTimeOffset now) => pod.AvailableAt(minReadySeconds) <= now;

    public static DateTimeOffset CreatedAt(this StoredObject obj) =>
        Timestamp.Parse(obj.Json.Member("metadata").Text("creationTimestamp")) ?? DateTimeOffset.MinValue;

    public static long Generation(this StoredObject obj) => obj.Json.Member("metadata").Number("generation") ?? 0;

    public static string Annotation(this StoredObject obj, string name) => obj.Json.Member("metadata", "annotations").Text(name);

    public static bool HasLabelsOf(this StoredObject obj, StoredObject other) =>
        obj.Labels.Count == other.Labels.Count && obj.Labels.All(label => other.Labels.GetValueOrDefault(label.Key) == label.Value);

    /// <summary>The most restarts of one of its containers.</summary>
    public static long MostRestarts(this StoredObject pod) =>
        pod.Json.Member("status", "containerStatuses").Elements().Select(Restarts).DefaultIfEmpty().Max();

    /// <summary>The restarts of all its containers.</summary>
    public static long AllRestarts(this StoredObject pod)
    {
        var status = pod.Json.Member("status");
        return status.Member("containerStatuses").Elements().Concat(status.Member("initContainerStatuses").Elements()).Sum(Restarts);
    }

    private static long Restarts(JsonElement container) => container.Number("restartCount") ?? 0;
}
