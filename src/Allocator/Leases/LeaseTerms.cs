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

    /// <summary>The longest lifetime.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);

    /// <summary>When a lease is renewed next.</summary>
    public static TimeSpan RenewalInterval(TimeSpan lease) => lease / 4;

    /// <summary>The lease to record; null for none.</summary>
    public static TimeSpan? CheckedLease(TimeSpan lease) =>
        lease == Timeout.InfiniteTimeSpan ? null
        : lease >= Shortest && lease <= Longest ? lease
        : throw new AllocatorException($"A lease of {lease} is not possible: it must be between {Shortest} and {Longest}, or Timeout.InfiniteTimeSpan for none.");

    /// <summary>The lifetime to record; null for none.</summary>
    public static TimeSpan? CheckedLifetime(TimeSpan? lifetime) =>
        lifetime is null || lifetime == Timeout.InfiniteTimeSpan ? null
        : lifetime >= Shortest && lifetime <= LongestLifetime ? lifetime
        : throw new AllocatorException($"A lifetime of {lifetime} is not possible: it must be between {Shortest} and {LongestLifetime}, or Timeout.InfiniteTimeSpan for none.");

    /// <summary>A time as Kubernetes' MicroTime.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
