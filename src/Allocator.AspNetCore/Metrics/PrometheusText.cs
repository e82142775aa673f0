using System.Globalization;
using System.Text;

namespace Allocator.Server;

/// <summary>Writes metrics in Prometheus' text format.</summary>
internal static class PrometheusText
{
    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();

        // Two instruments of one name, as two meters may have them, are one metric.
        foreach (var same in metrics.GroupBy(metric => metric.Name))
        {
            var first = same.First();
            if (first.Help.Length > 0)
                text.Append("# HELP ").Append(first.Name).Append(' ').Append(Escape(first.Help, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(first.Name).Append(' ').Append(first.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var series in same.SelectMany(metric => metric.Series))
                Write(text, first, series);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Metric metric, MetricSeries series)
    {
        if (metric.Kind != MetricKind.Histogram)
        {
            Line(text, metric.Name, series.Labels, series.Value);
            return;
        }

        foreach (var (boundary, count) in series.Buckets)
            Line(text, metric.Name + "_bucket", [.. series.Labels, new("le", Number(boundary))], count);
        Line(text, metric.Name + "_sum", series.Labels, series.Value);
        Line(text, metric.Name + "_count", series.Labels, series.Buckets[^1].Count);
    }

    private static void Line(StringBuilder text, string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value)
    {
        text.Append(name);
        if (labels.Count > 0)
            text.Append('{').AppendJoin(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\"")).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
