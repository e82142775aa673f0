namespace Allocator;

/// <summary>
/// How many requests of a client are under way at once; the others wait for their turn, the urgent ones first. A server that answers 429 halves the number, and nothing is sent until it
/// wants to be asked again; then the number grows by one a second. So one refusal slows all of a process down, and a busy process leaves others of its user their share, though
/// the server serves in the order in which it was asked.
/// </summary>
internal sealed class RequestWindow(TimeProvider time)
{
    /// <summary>The number while no server complains.</summary>
    public const int Most = 64;

    private const double GrowthPerSecond = 1;

    // Whoever waits must not lose a lease meanwhile, whatever the server wants.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _urgent = [];
    private readonly Queue<TaskCompletionSource> _others = [];
    private int _underWay;

    // Of the last refusal: when it came, how many were left, and when the server wanted to be asked again. None of it counts before the first.
    private long? _narrowedAt;
    private double _narrowedTo = Most;
    private long _opensAt;

    /// <summary>How many may be under way at present.</summary>
    public int Size
    {
        get
        {
            lock (_gate)
                return SizeNow;
        }
    }

    private int SizeNow => _narrowedAt is null ? Most : (int)Math.Min(Most, _narrowedTo + (GrowthPerSecond * Math.Max(0, SinceOpening.TotalSeconds)));

    private TimeSpan SinceOpening => time.GetElapsedTime(_opensAt);

    /// <summary>Waits for a turn. Whoever has got one gives it back with <see cref="Leave"/>.</summary>
    /// <param name="urgent">Whether it comes before those that are not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When the turn began.</returns>
    public async ValueTask<long> EnterAsync(bool urgent, CancellationToken cancellationToken)
    {
        if (TakeOrQueue(urgent) is { } turn)
        {
            using var cancelled = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            await turn.Task.ConfigureAwait(false);
        }

        try
        {
            while (Pause() is { Ticks: > 0 } pause)
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            return time.GetTimestamp();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Takes up that the server has refused a request because these are too many.</summary>
    /// <param name="began">When the request's turn began: what was sent before the last refusal tells nothing of what is sent since.</param>
    /// <param name="retryAfter">When the server wants to be asked again.</param>
    public void Narrow(long began, TimeSpan retryAfter)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var size = SizeNow;
            var pause = retryAfter < s_longestPause ? retryAfter : s_longestPause;
            _opensAt = Math.Max(_narrowedAt is null ? now : _opensAt, now + (long)(pause.TotalSeconds * time.TimestampFrequency));
            if (began <= _narrowedAt)
                return;
            _narrowedAt = now;
            _narrowedTo = Math.Max(1, size / 2);
        }
    }

    /// <summary>Ends a turn, and begins those for which there is room.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _underWay--;
            while (_underWay < SizeNow && (_urgent.TryDequeue(out var next) || _others.TryDequeue(out next)))
            {
                if (next.TrySetResult())
                    _underWay++;
            }
        }
    }

    private TaskCompletionSource? TakeOrQueue(bool urgent)
    {
        lock (_gate)
        {
            if (_underWay < SizeNow)
            {
                _underWay++;
                return null;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (urgent ? _urgent : _others).Enqueue(turn);
            return turn;
        }
    }

    /// <summary>How long nothing may be sent; in whole milliseconds, for a timer knows nothing shorter.</summary>
    private TimeSpan Pause()
    {
        lock (_gate)
            return _narrowedAt is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(-SinceOpening.TotalMilliseconds));
    }
}
