namespace Allocator;

/// <summary>Waits between attempts.</summary>
internal static class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);

    /// <summary>Full jitter over 50 ms, 100 ms, 200 ms … 3 s, so that those who met once do not meet again.</summary>
    public static Task BackOffAsync(this AllocatorSession session, int attempt, CancellationToken cancellationToken)
    {
        var most = Math.Min(s_longest.TotalMilliseconds, s_first.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return Task.Delay(TimeSpan.FromMilliseconds(session.Random.NextDouble() * most), session.Time, cancellationToken);
    }
}
