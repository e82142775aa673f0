namespace Allocator.Readiness;

/// <summary>When the phases of one operation began.</summary>
internal sealed class PhaseClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly List<(InstancePhase Phase, long Start)> _phases = [];

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Ends the present phase and begins this one; nothing if it is the present one.</summary>
    public void Enter(InstancePhase phase)
    {
        lock (_lock)
        {
            if (_phases is [] || _phases[^1].Phase != phase)
                _phases.Add((phase, time.GetTimestamp()));
        }
    }

    /// <summary>The phases so far with how long each took; the last one goes on.</summary>
    public IReadOnlyList<(InstancePhase Phase, TimeSpan Duration)> Phases()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var ends = _phases.Skip(1).Select(next => next.Start).Append(now);
            return [.. _phases.Zip(ends, (phase, end) => (phase.Phase, time.GetElapsedTime(phase.Start, end)))];
        }
    }
}
