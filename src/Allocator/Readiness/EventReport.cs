using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Readiness;

/// <summary>Events in lines for a person: newest first, the same ones counted together.</summary>
internal static class EventReport
{
    private const int MaxLines = 10;

    public static IEnumerable<string> Lines(EventsPart part)
    {
        var lines = part.Events
            .GroupBy(e => (Object: ObjectOf(e), Type: e.Text("type"), Reason: e.Text("reason"), Message: e.Text("message")))
            .Select(same => (same.Key, Count: same.Sum(EventTimes.CountOf), Last: same.Max(EventTimes.LastTimeOf)))
            .OrderByDescending(line => line.Last)
            .ThenBy(line => line.Key.Type == "Normal")
            .Take(MaxLines)
            .Select(line =>
            {
                var time = line.Last.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                var count = line.Count > 1 ? $" ({line.Count} times)" : "";
                return $"{time} {line.Key.Type} {line.Key.Reason} {line.Key.Object}{count}: {line.Key.Message}";
            });
        return part.Error is null ? lines : lines.Append($"not all available: {part.Error}");
    }

    private static string ObjectOf(JsonObject e) => $"{e.Text("involvedObject", "kind")} {e.Text("involvedObject", "name")}";
}
