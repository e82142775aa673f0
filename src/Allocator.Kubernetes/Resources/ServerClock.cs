namespace Allocator;

/// <summary>What time it is on the API server, by the <c>Date</c> of its answers and monotonic time; this machine's clock does not matter.</summary>
/// <remarks>
/// <c>Date</c> has whole seconds, cut off. So an answer says: when it arrived, the server's time was <c>Date</c> or later; when its request was
/// sent, it was earlier than <c>Date</c> plus one second. The estimate is the latest of the lower bounds as long as the last answer's upper
/// bound allows it, else that answer's own lower bound (the server's clock was set, or another server answers). With one server it is thus never
/// ahead of the server's time, and behind it by less than one second plus the last answer's round trip; after many answers, by hardly more than
/// an answer's way back.
/// </remarks>
public sealed class ServerClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _lock = new();
    private long? _ticksAtStart;

    internal ServerClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>The server's time; null until it has answered with a <c>Date</c>.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (_lock)
                return _ticksAtStart is { } ticks ? new DateTimeOffset(ticks + TicksAt(_time.GetTimestamp()), TimeSpan.Zero) : null;
        }
    }

    /// <summary>Takes up the date of an answer that has just arrived.</summary>
    /// <param name="date">The answer's <c>Date</c>.</param>
    /// <param name="sent">The time provider's timestamp from before the request was sent.</param>
    internal void Observe(DateTimeOffset date, long sent)
    {
        var earliest = date.UtcTicks - TicksAt(_time.GetTimestamp());
        var latest = date.UtcTicks + TimeSpan.TicksPerSecond - TicksAt(sent);
        lock (_lock)
        {
            if (_ticksAtStart is not { } ticks || earliest > ticks || ticks > latest)
                _ticksAtStart = earliest;
        }
    }

    private long TicksAt(long timestamp) => _time.GetElapsedTime(_start, timestamp).Ticks;
}
