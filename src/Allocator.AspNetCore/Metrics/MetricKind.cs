namespace Allocator.Server;

/// <summary>What Prometheus calls a kind of metric.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
