using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal static class WorkloadTables
{
    public static TableLayout Deployments { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Ready", "Up-to-date", "Available"), TableLayouts.Age, .. TableLayouts.Wide("Containers", "Images", "Selector")],
        (obj, now) => [Ready(obj.Json), Status(obj, "updatedReplicas"), Status(obj, "availableReplicas"), Ages.Since(obj, now), .. Wide(obj)]);

    public static TableLayout ReplicaSets { get; } = Replicas(obj => CellText.Selector(obj.Json.Member("spec", "selector")));

    public static TableLayout ReplicationControllers { get; } = Replicas(obj => CellText.Labels(obj.Json.Member("spec", "selector")));

    public static TableLayout StatefulSets { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Ready"), TableLayouts.Age, .. TableLayouts.Wide("Containers", "Images")],
        (obj, now) => [Ready(obj.Json), Ages.Since(obj, now), .. Wide(obj).Take(2)]);

    public static TableLayout DaemonSets { get; } = TableLayouts.Of(
        [
            .. TableLayouts.Numbers("Desired", "Current", "Ready", "Up-to-date", "Available"),
            .. TableLayouts.Texts("Node Selector"),
            TableLayouts.Age,
            .. TableLayouts.Wide("Containers", "Images", "Selector"),
        ],
        (obj, now) =>
        [
            Status(obj, "desiredNumberScheduled"),
            Status(obj, "currentNumberScheduled"),
            Status(obj, "numberReady"),
            Status(obj, "updatedNumberScheduled"),
            Status(obj, "numberAvailable"),
            CellText.Labels(obj.Json.Member("spec", "template", "spec", "nodeSelector")),
            Ages.Since(obj, now),
            .. Wide(obj),
        ]);

    public static TableLayout Jobs { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Completions", "Duration"), TableLayouts.Age, .. TableLayouts.Wide("Containers", "Images", "Selector")],
        (obj, now) => [Completions(obj.Json), Duration(obj.Json.Member("status"), now), Ages.Since(obj, now), .. Wide(obj)]);

    public static TableLayout ControllerRevisions { get; } = TableLayouts.Of(
        [.. TableLayouts.Texts("Controller", "Revision"), TableLayouts.Age],
        (obj, now) => [Owner(obj.Controller), obj.Json.Number("revision") ?? 0, Ages.Since(obj, now)]);

    private static TableLayout Replicas(Func<StoredObject, string> selector) => TableLayouts.Of(
        [.. TableLayouts.Numbers("Desired", "Current", "Ready"), TableLayouts.Age, .. TableLayouts.Wide("Containers", "Images", "Selector")],
        (obj, now) =>
        [
            CellText.Count(obj.Json.Member("spec"), "replicas"),
            Status(obj, "replicas"),
            Status(obj, "readyReplicas"),
            Ages.Since(obj, now),
            .. Wide(obj).Take(2),
            selector(obj),
        ]);

    private static long Status(StoredObject obj, string member) => CellText.Count(obj.Json.Member("status"), member);

    private static string Ready(JsonElement obj) =>
        $"{CellText.Count(obj.Member("status"), "readyReplicas")}/{CellText.Count(obj.Member("spec"), "replicas")}";

    private static IEnumerable<JsonNode?> Wide(StoredObject obj)
    {
        var (names, images) = CellText.Containers(obj.Json);
        return [names, images, CellText.Selector(obj.Json.Member("spec", "selector"))];
    }

    private static string Completions(JsonElement job)
    {
        var succeeded = CellText.Count(job.Member("status"), "succeeded");
        var parallelism = CellText.Count(job.Member("spec"), "parallelism");
        return job.Member("spec").Number("completions") is { } completions ? $"{succeeded}/{completions}"
            : parallelism > 1 ? $"{succeeded}/1 of {parallelism}"
            : $"{succeeded}/1";
    }

    private static string Duration(JsonElement status, DateTimeOffset now) =>
        Timestamp.Parse(status.Text("startTime")) is { } start ? Ages.Text((Timestamp.Parse(status.Text("completionTime")) ?? now) - start) : "";

    private static string Owner(OwnerReference? owner)
    {
        if (owner is null)
            return CellText.OrNone("");
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : $".{owner.ApiVersion[..slash]}";
        return $"{owner.Kind}{group}".ToLowerInvariant() + $"/{owner.Name}";
    }
}
