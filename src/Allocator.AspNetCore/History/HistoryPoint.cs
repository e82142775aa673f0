namespace Allocator.Server;

/// <summary>What happened within one interval.</summary>
internal sealed class HistoryPoint
{
    /// <summary>How many instances were created.</summary>
    public int Created { get; private set; }

    /// <summary>The seconds that all of them took together, by phase.</summary>
    public Dictionary<string, double> PhaseSeconds { get; } = new(StringComparer.Ordinal);

    /// <summary>How many Creates failed, by reason.</summary>
    public Dictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>How many instances there were at the end, by service; null if nobody looked.</summary>
    public IReadOnlyDictionary<string, int>? Instances { get; set; }

    public void AddCreated() => Created++;

    public void AddPhase(string phase, double seconds) => PhaseSeconds[phase] = PhaseSeconds.GetValueOrDefault(phase) + seconds;

    public void AddFailure(string reason) => Failures[reason] = Failures.GetValueOrDefault(reason) + 1;

    /// <summary>Takes up the interval that follows.</summary>
    public void Append(HistoryPoint next)
    {
        Created += next.Created;
        foreach (var (phase, seconds) in next.PhaseSeconds)
            AddPhase(phase, seconds);
        foreach (var (reason, count) in next.Failures)
            Failures[reason] = Failures.GetValueOrDefault(reason) + count;
        Instances = next.Instances ?? Instances;
    }
}
