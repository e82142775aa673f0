namespace Allocator.Server;

/// <summary>An instrument as Prometheus sees it.</summary>
/// <param name="Name">The name, with unit and suffix.</param>
/// <param name="Help">The description.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Series">One for each set of labels.</param>
internal sealed record Metric(string Name, string Help, MetricKind Kind, IReadOnlyList<MetricSeries> Series);
