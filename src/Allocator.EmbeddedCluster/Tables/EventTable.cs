using System.Text.Json;

namespace Allocator.Embedded;

internal static class EventTable
{
    public static TableLayout Layout { get; } = new(
        [
            .. TableLayouts.Texts("Last Seen", "Type", "Reason", "Object"),
            .. TableLayouts.Wide("Subobject", "Source"),
            .. TableLayouts.Texts("Message"),
            .. TableLayouts.Wide("First Seen", "Count"),
            new("Name", Format: "name", Priority: 1),
        ],
        (obj, now) =>
        {
            var first = First(obj.Json, now);
            var involved = obj.Json.Member("involvedObject");
            return
            [
                Last(obj.Json, first, now),
                obj.Json.Text("type"),
                obj.Json.Text("reason"),
                involved.Text("kind").ToLowerInvariant() + (involved.Text("name") is { Length: > 0 } name ? $"/{name}" : ""),
                involved.Text("fieldPath"),
                Source(obj.Json),
                obj.Json.Text("message").Trim(),
                first,
                Count(obj.Json),
                obj.Name,
            ];
        });

    private static string First(JsonElement obj, DateTimeOffset now) =>
        Ages.Since(obj.Member(obj.Has("firstTimestamp") ? "firstTimestamp" : "eventTime"), now);

    private static string Last(JsonElement obj, string first, DateTimeOffset now) =>
        obj.TryMember("series", out var series) ? Ages.Since(series.Member("lastObservedTime"), now)
        : obj.TryMember("lastTimestamp", out var last) ? Ages.Since(last, now)
        : first;

    // The event that a series follows is not counted in it.
    private static long Count(JsonElement obj) =>
        obj.TryMember("series", out var series) ? CellText.Count(series, "count") + 1 : obj.Number("count") is { } count and not 0 ? count : 1;

    private static string Source(JsonElement obj)
    {
        var source = obj.Member("source");
        var component = source.Text("component") is { Length: > 0 } text ? text : obj.Text("reportingComponent");
        var host = source.Text("host") is { Length: > 0 } name ? name : obj.Text("reportingInstance");
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
