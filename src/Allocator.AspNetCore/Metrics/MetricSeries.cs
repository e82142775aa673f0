namespace Allocator.Server;

/// <summary>What was measured with one set of labels.</summary>
/// <param name="Labels">The labels in order, by name.</param>
/// <param name="Value">The value; of a histogram the sum.</param>
/// <param name="Buckets">Of a histogram: how many measurements were not greater than each of the boundaries, the last of which is infinite.</param>
internal sealed record MetricSeries(IReadOnlyList<KeyValuePair<string, string>> Labels, double Value, IReadOnlyList<(double Boundary, long Count)> Buckets);
