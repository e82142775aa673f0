namespace Allocator.Crashes;

/// <summary>A process' clock: its wall clock is wrong, and none of its timers fires once the process is dead, nor while it sleeps; what was due then is made up for when it wakes up.</summary>
internal sealed class ActorClock(TimeProvider world, TimeSpan error) : TimeProvider
{
    private readonly List<Action> _missed = [];
    private volatile bool _isStopped;
    private bool _isAsleep;

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + error;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(given => Fire(() => callback(given)), state, dueTime, period);

    public void Stop() => _isStopped = true;

    public void Sleep() => _isAsleep = true;

    public void Wake()
    {
        _isAsleep = false;
        foreach (var fire in _missed)
            Fire(fire);
        _missed.Clear();
    }

    private void Fire(Action callback)
    {
        if (_isAsleep)
            _missed.Add(callback);
        else if (!_isStopped)
            callback();
    }
}
