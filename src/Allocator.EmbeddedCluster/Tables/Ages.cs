using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>How long ago something was, as <c>kubectl</c> shows it: <c>5m12s</c>.</summary>
internal static class Ages
{
    private const string Unknown = "<unknown>";

    /// <summary>The age of an object.</summary>
    public static string Since(StoredObject obj, DateTimeOffset now) => Since(obj.Json.Member("metadata", "creationTimestamp"), now);

    /// <summary>The time since a timestamp.</summary>
    public static string Since(JsonElement timestamp, DateTimeOffset now) =>
        Timestamp.Parse(timestamp.Text()) is { } time ? Text(now - time) : Unknown;

    /// <summary>A duration by its one or two greatest units.</summary>
    public static string Text(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return true switch
        {
            _ when seconds < -1 => "<invalid>",
            _ when seconds < 0 => "0s",
            _ when seconds < 120 => One(seconds, "s"),
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => One(minutes, "m"),
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => One(hours, "h"),
            _ when days < 8 => Two(days, "d", hours % 24, "h"),
            _ when days < 730 => One(days, "d"),
            _ when days < 2920 => Two(days / 365, "y", days % 365, "d"),
            _ => One(days / 365, "y"),
        };
    }

    private static string One(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");

    private static string Two(long count, string unit, long rest, string restUnit) =>
        rest == 0 ? One(count, unit) : One(count, unit) + One(rest, restUnit);
}
