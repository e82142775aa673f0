using System.Collections.Concurrent;

namespace Allocator;

/// <summary>The system's time, which can leap ahead. Timers do not notice, but for those of <see cref="Late"/>: they fire when they are told to.</summary>
internal sealed class LeapingTime : TimeProvider
{
    /// <summary>A delay that ends by <see cref="EndLate"/> only.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromDays(7);

    private readonly ConcurrentQueue<Action> _late = new();
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Leap(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public void EndLate()
    {
        while (_late.TryDequeue(out var end))
            end();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Late)
            _late.Enqueue(() => callback(state));
        return System.CreateTimer(callback, state, dueTime, period);
    }
}
