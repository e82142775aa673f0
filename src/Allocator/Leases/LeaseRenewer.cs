using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Renews the leases of all instances that this process creates or holds, on one timer.</summary>
internal sealed partial class LeaseRenewer : IAsyncDisposable
{
    private static readonly TimeSpan s_retryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ClusterClient _client;
    private readonly string _namespace;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly HashSet<HeldLease> _held = [];

    // Those whose renewal is not under way, the next one first: a renewal costs the same however many are held.
    private readonly SortedSet<HeldLease> _waiting = new(Comparer<HeldLease>.Create(HeldLease.CompareNextRenewals));
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;

    public LeaseRenewer(ClusterClient client, string ns, TimeProvider time, ILogger logger)
    {
        (_client, _namespace, _time, _logger) = (client, ns, time, logger);
        _timer = time.CreateTimer(_ => RenewDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to renew a lease; <paramref name="grantedAt"/> is when the request that granted it was sent.</summary>
    public HeldLease Hold(string name, string uid, string version, TimeSpan duration, long grantedAt, DateTimeOffset? endsAt = null)
    {
        var lease = new HeldLease(name, uid, version, duration, grantedAt, endsAt, _time);
        if (LifeLeft(lease) < LeaseTerms.RenewalInterval(duration))
            lease.RenewIn(LifeLeft(lease)!.Value);
        lock (_gate)
        {
            _held.Add(lease);
            _waiting.Add(lease);
            Schedule();
        }

        return lease;
    }

    /// <summary>Ends the renewal; afterwards none of it is under way.</summary>
    public Task ReleaseAsync(HeldLease lease)
    {
        lock (_gate)
        {
            _held.Remove(lease);
            _waiting.Remove(lease);
            return lease.Renewal;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        Task[] underWay;
        lock (_gate)
            underWay = [.. _held.Select(lease => lease.Renewal)];
        await Task.WhenAll(underWay).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void RenewDue()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_waiting.Min is { } lease && lease.NextRenewal <= now)
            {
                _waiting.Remove(lease);
                lease.Renewal = RenewAsync(lease);
            }

            Schedule();
        }
    }

    /// <summary>Sets the timer to the next renewal; those under way set it again when they end.</summary>
    private void Schedule()
    {
        if (_waiting.Min is not { } first || _stopping.IsCancellationRequested)
            return;
        var next = _time.GetElapsedTime(_time.GetTimestamp(), first.NextRenewal);
        _timer.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task RenewAsync(HeldLease lease)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var interval = LeaseTerms.RenewalInterval(lease.Duration);
        var outcome = await TryRenewAsync(lease, interval).ConfigureAwait(false);
        lock (_gate)
        {
            if (outcome == Outcome.Lost)
                _held.Remove(lease);
            var next = outcome == Outcome.Renewed || s_retryAfterFailure > interval ? interval : s_retryAfterFailure;
            lease.RenewIn(outcome == Outcome.Renewed && LifeLeft(lease) is { } left && left < next ? left : next);
            lease.Renewal = Task.CompletedTask;
            if (_held.Contains(lease))
                _waiting.Add(lease);
            Schedule();
        }
    }

    private async Task<Outcome> TryRenewAsync(HeldLease lease, TimeSpan longest)
    {
        var sentAt = _time.GetTimestamp();
        try
        {
            using var limit = new CancellationTokenSource(longest, _time);
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, limit.Token);
            if (LifeLeft(lease) <= TimeSpan.Zero)
                return await EndAsync(lease, bounded.Token).ConfigureAwait(false);
            var patch = RootPatch.Renewal(lease.Uid, _client.Clock.Now ?? _time.GetUtcNow());
            var root = await RootWrite.SendAsync(_client, _namespace, lease.Name, lease.Version, patch, bounded.Token).ConfigureAwait(false);
            if (root.IsTerminating())
                return Lose(lease, "it is being deleted");
            lease.Renewed(sentAt, root.ResourceVersion());
            return Outcome.Renewed;
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            return Lose(
                lease,
                LifeLeft(lease) <= TimeSpan.Zero ? EndOfLife(lease) : lease.HasRunOut ? "its lease ran out and it was taken away" : "somebody deleted it");
        }
        catch (Exception failure)
        {
            // Whatever it is, credentials' own failures included: the renewal goes on.
            if (!_stopping.IsCancellationRequested)
                Log.RenewalFailed(_logger, failure, lease.Name);
            return Outcome.Failed;
        }
    }

    /// <summary>What there is left of the instance's lifetime; null if it has none, or while the API server's time is not known.</summary>
    private TimeSpan? LifeLeft(HeldLease lease) => lease.EndsAt - _client.Clock.Now;

    /// <summary>The instance's lifetime is over: its holder ends it, so that this needs no reaper.</summary>
    private async Task<Outcome> EndAsync(HeldLease lease, CancellationToken cancellationToken)
    {
        var deletion = new ResourceDelete { Uid = lease.Uid, Propagation = DeletePropagation.Foreground };
        try
        {
            await _client.DeleteAsync(ResourceKind.Lease, _namespace, lease.Name, deletion, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException gone) when (gone.IsNotFound || PassingConflict.IsOtherUid(gone))
        {
        }

        return Lose(lease, EndOfLife(lease));
    }

    private static string EndOfLife(HeldLease lease) => $"its lifetime ended at {lease.EndsAt:u} ({nameof(ServiceOptions.Lifetime)})";

    private Outcome Lose(HeldLease lease, string why)
    {
        if (lease.IsEnding)
            return Outcome.Lost;
        Log.Lost(_logger, lease.Name, why);
        AllocatorTelemetry.Lost();
        lease.MarkLost(why);
        return Outcome.Lost;
    }

    private enum Outcome
    {
        Renewed,
        Failed,
        Lost,
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The lease of instance {Name} could not be renewed; trying again")]
        public static partial void RenewalFailed(ILogger logger, Exception failure, string name);

        [LoggerMessage(LogLevel.Error, "Instance {Name} is lost: {Why}")]
        public static partial void Lost(ILogger logger, string name, string why);
    }
}
