using System.ComponentModel;

namespace Allocator.Server;

/// <summary>One interval.</summary>
internal sealed record HistoryPointResource
{
    [Description("How many instances this replica created.")]
    public required int Created { get; init; }

    [Description("How many seconds one of them took at the mean, by phase.")]
    public required IReadOnlyDictionary<string, double> Phases { get; init; }

    [Description("How many creations failed at this replica, by reason.")]
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    [Description("How many instances the namespace had when this replica last looked, by service; null if it did not look.")]
    public required IReadOnlyDictionary<string, int>? Instances { get; init; }

    public static HistoryPointResource Of(HistoryPoint point) => new()
    {
        Created = point.Created,
        Phases = point.PhaseSeconds.ToDictionary(phase => phase.Key, phase => point.Created == 0 ? 0 : phase.Value / point.Created),
        Failures = point.Failures.ToDictionary(),
        Instances = point.Instances,
    };
}
