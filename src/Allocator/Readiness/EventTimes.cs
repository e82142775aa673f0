using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>When events happened. Old and new event APIs say it in different fields.</summary>
internal static class EventTimes
{
    public static DateTimeOffset LastTimeOf(JsonObject e) =>
        Parse(e.Text("series", "lastObservedTime")) ?? Parse(e.Text("lastTimestamp")) ?? Parse(e.Text("eventTime"))
        ?? Parse(e.Text("firstTimestamp")) ?? Parse(e.Text("metadata", "creationTimestamp")) ?? DateTimeOffset.MinValue;

    public static long CountOf(JsonObject e) => e.Number("series", "count") ?? e.Number("count") ?? 1;

    public static IReadOnlyList<JsonObject> NewestFirst(IEnumerable<JsonObject> events) => [.. events.OrderByDescending(LastTimeOf)];

    private static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
