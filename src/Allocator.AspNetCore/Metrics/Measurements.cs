using System.Diagnostics.Metrics;

namespace Allocator.Server;

/// <summary>What one instrument has measured, by labels.</summary>
internal sealed class Measurements(Instrument instrument, MetricKind kind, bool addsUp)
{
    /// <summary>More sets of labels are not kept: labels of callers must not fill the memory.</summary>
    private const int MostSeries = 2_000;

    // Of an instrument that says nothing better; seconds.
    private static readonly double[] s_boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly double[] _boundaries = BoundariesOf(instrument);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        var key = string.Join('\0', labels.Select(label => $"{label.Key}\u0001{label.Value}"));
        lock (_gate)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                if (_series.Count >= MostSeries)
                    return;
                _series[key] = series = new Series(labels, new long[kind == MetricKind.Histogram ? _boundaries.Length + 1 : 0]);
            }

            series.Value = addsUp ? series.Value + value : value;
            if (kind == MetricKind.Histogram)
                series.Counts[Array.FindIndex(_boundaries, boundary => value <= boundary) is >= 0 and var index ? index : _boundaries.Length]++;
        }
    }

    public Metric Read()
    {
        lock (_gate)
            return new Metric(MetricName.Of(instrument, kind), instrument.Description ?? "", kind, [.. _series.Values.Select(Snapshot)]);
    }

    private MetricSeries Snapshot(Series series)
    {
        var buckets = new List<(double Boundary, long Count)>();
        var below = 0L;
        for (var i = 0; i < series.Counts.Length; i++)
            buckets.Add((i < _boundaries.Length ? _boundaries[i] : double.PositiveInfinity, below += series.Counts[i]));
        return new MetricSeries(series.Labels, series.Value, buckets);
    }

    private static double[] BoundariesOf(Instrument instrument) =>
        (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray()
        ?? (instrument as Histogram<long>)?.Advice?.HistogramBucketBoundaries?.Select(boundary => (double)boundary).ToArray()
        ?? s_boundaries;

    private static List<KeyValuePair<string, string>> LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<KeyValuePair<string, string>>(tags.Length);
        foreach (var (name, value) in tags)
            labels.Add(new(MetricName.Clean(name), Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
        labels.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return labels;
    }

    private sealed class Series(IReadOnlyList<KeyValuePair<string, string>> labels, long[] counts)
    {
        public IReadOnlyList<KeyValuePair<string, string>> Labels => labels;

        public long[] Counts => counts;

        public double Value { get; set; }
    }
}
