namespace Allocator;

/// <summary>A lease that this process renews.</summary>
internal sealed class HeldLease : IDisposable
{
    private static long s_last;

    private readonly long _number = Interlocked.Increment(ref s_last);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _runOut;
    private readonly TimeProvider _time;
    private long _renewedAt;

    /// <param name="name">The root's name.</param>
    /// <param name="uid">The root's uid.</param>
    /// <param name="version">The root's version as last seen.</param>
    /// <param name="duration">How long the lease is.</param>
    /// <param name="grantedAt">When the request that granted it was sent, as a timestamp of <paramref name="time"/>.</param>
    /// <param name="endsAt">When the instance's lifetime ends, renewed or not; null if it has none.</param>
    /// <param name="time">The monotonic clock.</param>
    public HeldLease(string name, string uid, string version, TimeSpan duration, long grantedAt, DateTimeOffset? endsAt, TimeProvider time)
    {
        (Name, Uid, Version, Duration, _renewedAt, EndsAt, _time) = (name, uid, version, duration, grantedAt, endsAt, time);
        NextRenewal = grantedAt + Ticks(LeaseTerms.RenewalInterval(duration));
        _runOut = new CancellationTokenSource(TimeLeft(), time);
        (Lost, RunOut) = (_lost.Token, _runOut.Token);
    }

    public string Name { get; }

    public string Uid { get; }

    /// <summary>The root's version as last seen; what is written next is written there.</summary>
    public string Version { get; private set; }

    public TimeSpan Duration { get; }

    /// <summary>When the instance's lifetime ends, by the API server's clock; null if it has none.</summary>
    public DateTimeOffset? EndsAt { get; }

    /// <summary>Cancelled when the root turns out to be gone or going.</summary>
    public CancellationToken Lost { get; }

    public string? LostBecause { get; private set; }

    /// <summary>Cancelled when <see cref="HasRunOut"/> becomes true: what is still to be sent must not be sent any more.</summary>
    public CancellationToken RunOut { get; }

    /// <summary>
    /// Whether somebody may already have taken the instance away. Judged by this process' monotonic clock, from when the last renewal was sent,
    /// so that neither a pause nor a wrong clock makes it believe in a lease that is over.
    /// </summary>
    public bool HasRunOut => _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) > Duration - LeaseTerms.Margin;

    /// <summary>Whether this process is deleting the root: that a renewal does not find it then is no loss.</summary>
    public bool IsEnding { get; set; }

    /// <summary>When the next renewal is due; the renewer's, under its lock, and only while the lease is in no order by it.</summary>
    internal long NextRenewal { get; private set; }

    /// <summary>The renewal under way; the renewer's, under its lock.</summary>
    internal Task Renewal { get; set; } = Task.CompletedTask;

    public void ThrowIfRunOut()
    {
        if (LostBecause is { } why)
            throw new InstanceLostException(Name, why);
        if (HasRunOut)
            throw new InstanceLostException(Name, $"its lease of {Duration.TotalSeconds:0} s could not be renewed in time");
    }

    /// <summary>Ends the timer. The token of <see cref="Lost"/> stays valid, for callbacks that are still to run.</summary>
    public void Dispose() => _runOut.Dispose();

    internal void Renewed(long sentAt, string version)
    {
        Version = version;
        Volatile.Write(ref _renewedAt, sentAt);
        _runOut.CancelAfter(TimeLeft());
    }

    /// <summary>Whose renewal is due first; no two leases are equal.</summary>
    internal static int CompareNextRenewals(HeldLease one, HeldLease other) =>
        (one.NextRenewal, one._number).CompareTo((other.NextRenewal, other._number));

    internal void RenewIn(TimeSpan delay) => NextRenewal = _time.GetTimestamp() + Ticks(delay);

    internal void MarkLost(string why)
    {
        LostBecause = why;

        // Elsewhere: a callback may dispose of the handle, which waits for the renewal that found the loss.
        _ = _lost.CancelAsync().ContinueWith(static told => _ = told.Exception, TaskScheduler.Default);
    }

    private TimeSpan TimeLeft()
    {
        var left = Duration - LeaseTerms.Margin - _time.GetElapsedTime(Volatile.Read(ref _renewedAt));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
