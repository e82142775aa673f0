using System.Globalization;

namespace Allocator.Embedded;

/// <summary>Times as objects hold them.</summary>
internal static class Timestamp
{
    /// <summary>Whole seconds: <c>metav1.Time</c>.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
