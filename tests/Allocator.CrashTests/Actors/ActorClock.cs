namespace Allocator.Crashes;

/// <summary>A process' clock: its wall clock is wrong, and once the process is dead none of its timers fires.</summary>
internal sealed class ActorClock(TimeProvider world, TimeSpan error) : TimeProvider
{
    private volatile bool _isStopped;

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + error;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(
            given =>
            {
                if (!_isStopped)
                    callback(given);
            },
            state, dueTime, period);

    public void Stop() => _isStopped = true;
}
