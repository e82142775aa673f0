namespace Allocator;

/// <summary>The times of the protocol.</summary>
internal static class LeaseTerms
{
    /// <summary>What is added to a lease before anybody reaps: the API server's <c>Date</c> has whole seconds, and servers differ.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The lease of an instance that is being created; renewed while Create runs.</summary>
    public static readonly TimeSpan Creation = TimeSpan.FromSeconds(60);

    /// <summary>How long who suspends, resumes or resets an instance is believed to be alive after its last sign of life.</summary>
    public static readonly TimeSpan Operation = TimeSpan.FromSeconds(20);

    /// <summary>How long a failed Create may take to clean up after itself.</summary>
    public static readonly TimeSpan Rollback = TimeSpan.FromSeconds(10);

    /// <summary>The shortest lease that can be held: below, one slow request loses the instance.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>The longest lease: timers take no more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>When a lease is renewed next.</summary>
    public static TimeSpan RenewalInterval(TimeSpan lease) => lease / 4;

    /// <summary>A time as Kubernetes' MicroTime.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether anybody may take the instance away at the API server's time <paramref name="now"/>.</summary>
    public static bool HasExpired(this InstanceRecord record, DateTimeOffset? now) =>
        now is { } time && record.Instance.ExpiresAt is { } expiresAt && time > expiresAt + Margin;
}
