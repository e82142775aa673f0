using System.ComponentModel;

namespace Allocator.Server;

/// <summary>What one replica of the server has seen since it started.</summary>
internal sealed record HistoryResource
{
    [Description("When this replica started.")]
    public required DateTimeOffset Since { get; init; }

    [Description("The seconds that each point stands for. It doubles when there would be more than 240 points.")]
    public required double Interval { get; init; }

    [Description("From the start to now, one after the other.")]
    public required IReadOnlyList<HistoryPointResource> Points { get; init; }

    public static HistoryResource Of(HistoryLine line) => new()
    {
        Since = line.Since,
        Interval = line.Interval.TotalSeconds,
        Points = [.. line.Points.Select(HistoryPointResource.Of)],
    };
}
