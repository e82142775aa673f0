namespace Allocator.Client;

/// <summary>An instance that this process renews.</summary>
internal sealed class RenewedInstance
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Func<Task> _cancelLost;

    public RenewedInstance(string name, TimeSpan lease)
    {
        // Never disposed: it has no timer, and callbacks may still be to run when the handle is.
        var lost = new CancellationTokenSource();
        (Name, Interval, Lost, _cancelLost) = (name, IntervalOf(lease), lost.Token, lost.CancelAsync);
    }

    public string Name { get; }

    /// <summary>Cancelled when the server says that the instance is gone or going.</summary>
    public CancellationToken Lost { get; }

    public InstanceLostException? LostBecause { get; private set; }

    /// <summary>Whether this process is destroying the instance: that a renewal does not find it then is no loss.</summary>
    public bool IsEnding { get; set; }

    /// <summary>The time between two renewals: a quarter of the lease.</summary>
    public TimeSpan Interval { get; }

    /// <summary>When the next renewal is due, as a timestamp; the renewals', under their lock.</summary>
    public long NextRenewal { get; set; }

    /// <summary>The renewal under way; the renewals', under their lock.</summary>
    public Task Renewal { get; set; } = Task.CompletedTask;

    public void MarkLost(InstanceLostException why)
    {
        LostBecause = why;

        // Elsewhere: a callback may dispose of the handle, which waits for the renewal that found the loss.
        _ = _cancelLost().ContinueWith(static told => _ = told.Exception, TaskScheduler.Default);
    }

    private static TimeSpan IntervalOf(TimeSpan lease)
    {
        var interval = LeaseTerms.RenewalInterval(lease);
        return interval < s_shortest ? s_shortest : interval > s_longest ? s_longest : interval;
    }
}
