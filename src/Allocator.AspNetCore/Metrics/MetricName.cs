using System.Diagnostics.Metrics;
using System.Text;

namespace Allocator.Server;

/// <summary>Names as Prometheus has them: <c>allocator.create.duration</c> in <c>s</c> is <c>allocator_create_duration_seconds</c>.</summary>
/// <remarks>See <see href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/"/>.</remarks>
internal static class MetricName
{
    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = Clean(instrument.Name);
        if (Unit(instrument.Unit) is { } unit && !name.EndsWith("_" + unit, StringComparison.Ordinal))
            name += "_" + unit;
        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>A name of letters, digits and underscores.</summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
            text.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        return char.IsAsciiDigit(text[0]) ? $"_{text}" : text.ToString();
    }

    // Units in braces, such as {instance}, are annotations.
    private static string? Unit(string? unit) => unit switch
    {
        null or "" or "1" => null,
        ['{', ..] => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        _ => Clean(unit),
    };
}
