using System.Collections.Concurrent;

namespace Allocator;

/// <summary>
/// Tells which instances anybody may take away: those whose time has run out by the API server's clock. Where its answers have no <c>Date</c>,
/// those that this process has seen without a renewal for a whole lease, or at all for a whole lifetime.
/// </summary>
/// <param name="serverTime">The API server's time; null while none is known.</param>
/// <param name="time">The monotonic clock.</param>
internal sealed class Expiry(Func<DateTimeOffset?> serverTime, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Sighting> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether anybody may take the instance away.</summary>
    public bool IsOver(InstanceRecord record)
    {
        if (record.Instance.ExpiresAt is not { } expiresAt)
            return false;
        return serverTime() is { } now ? now > expiresAt + LeaseTerms.Margin : record.Instance.State != InstanceState.Deleting && WasSeenLongEnough(record);
    }

    /// <summary>How long to wait for the first of these to be over, if none is renewed; null if none ever is.</summary>
    public TimeSpan? UntilFirst(IReadOnlyList<InstanceRecord> records) => serverTime() is { } now
        ? records.Min(record => record.Instance.ExpiresAt) + LeaseTerms.Margin - now
        : records.Min(record => Shorter(record.Lease, record.Lifetime)) + LeaseTerms.Margin;

    private bool WasSeenLongEnough(InstanceRecord record)
    {
        var now = time.GetTimestamp();
        var sighting = _seen.AddOrUpdate(
            record.Uid,
            _ => new Sighting(now, now, record.LeaseEndsAt),
            (_, before) => before.LeaseEndsAt == record.LeaseEndsAt ? before : before with { UnchangedSince = now, LeaseEndsAt = record.LeaseEndsAt });
        var isOver = time.GetElapsedTime(sighting.UnchangedSince, now) > record.Lease + LeaseTerms.Margin
            || time.GetElapsedTime(sighting.First, now) > record.Lifetime + LeaseTerms.Margin;
        if (isOver)
            _seen.TryRemove(record.Uid, out _);
        return isOver;
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;

    private sealed record Sighting(long First, long UnchangedSince, DateTimeOffset? LeaseEndsAt);
}
