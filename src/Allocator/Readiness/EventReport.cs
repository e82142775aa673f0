using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Events for a person: newest first, the same ones counted together.</summary>
internal static class EventReport
{
    private const int MaxLines = 10;

    public static IEnumerable<string> Lines(EventsPart part)
    {
        var lines = Summarise(part.Events).Take(MaxLines).Select(e =>
        {
            var time = e.LastSeen.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var count = e.Count > 1 ? $" ({e.Count} times)" : "";
            return $"{time} {e.Type} {e.Reason} {e.Subject}{count}: {e.Message}";
        });
        return part.Error is null ? lines : lines.Append($"not all available: {part.Error}");
    }

    public static IEnumerable<InstanceEvent> Summarise(IEnumerable<JsonObject> events) =>
        from e in events
        group e by (Object: ObjectOf(e), Type: e.Text("type"), Reason: e.Text("reason"), Message: e.Text("message")) into same
        let last = same.Max(EventTimes.LastTimeOf)
        orderby last descending, same.Key.Type == "Normal"
        select new InstanceEvent
        {
            LastSeen = last,
            Type = same.Key.Type ?? "",
            Reason = same.Key.Reason ?? "",
            Subject = same.Key.Object,
            Message = same.Key.Message ?? "",
            Count = same.Sum(EventTimes.CountOf),
        };

    private static string ObjectOf(JsonObject e) => $"{e.Text("involvedObject", "kind")} {e.Text("involvedObject", "name")}";
}
