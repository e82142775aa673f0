namespace Allocator.Embedded;

/// <summary>
/// How long to wait before the next try: 10 s, twice as long each time, at most 5 minutes; from the start again after 10 quiet minutes.
/// </summary>
/// <remarks>See <see href="https://github.com/kubernetes/client-go/blob/v0.20.2/util/flowcontrol/backoff.go"/>.</remarks>
internal sealed class BackOff
{
    private static readonly TimeSpan s_initial = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private DateTimeOffset? _lastTry;

    public TimeSpan Duration { get; private set; }

    /// <summary>When the next try may be made after a failure at that time; null for at once.</summary>
    public DateTimeOffset? NextTry(DateTimeOffset failedAt) => _lastTry is null || HasExpired(failedAt) ? null : failedAt + Duration;

    /// <summary>A try is made again.</summary>
    /// <param name="failedAt">When the one before failed.</param>
    /// <param name="now">Now.</param>
    public void Next(DateTimeOffset failedAt, DateTimeOffset now)
    {
        Duration = _lastTry is null || HasExpired(failedAt) ? s_initial : TimeSpan.FromTicks(Math.Min(Duration.Ticks * 2, s_longest.Ticks));
        _lastTry = now;
    }

    private bool HasExpired(DateTimeOffset failedAt) => failedAt - _lastTry > 2 * s_longest;
}
