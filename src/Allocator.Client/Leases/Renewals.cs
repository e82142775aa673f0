using Microsoft.Extensions.Logging;

namespace Allocator.Client;

/// <summary>Renews all instances that this process holds at one server, on one timer.</summary>
internal sealed partial class Renewals : IAsyncDisposable
{
    private static readonly TimeSpan s_retryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ServerSession _session;
    private readonly Lock _gate = new();
    private readonly HashSet<RenewedInstance> _held = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;

    public Renewals(ServerSession session)
    {
        _session = session;
        _timer = session.Time.CreateTimer(_ => RenewDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to renew an instance.</summary>
    public RenewedInstance Hold(string name, TimeSpan lease)
    {
        var instance = new RenewedInstance(name, lease);
        instance.NextRenewal = In(instance.Interval);
        HoldAgain(instance);
        return instance;
    }

    /// <summary>Goes on with an instance that was let go.</summary>
    public void HoldAgain(RenewedInstance instance)
    {
        lock (_gate)
        {
            _held.Add(instance);
            Schedule();
        }
    }

    /// <summary>Ends the renewal; afterwards none of it is under way.</summary>
    public Task ReleaseAsync(RenewedInstance instance)
    {
        lock (_gate)
        {
            _held.Remove(instance);
            return instance.Renewal;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        Task[] underWay;
        lock (_gate)
            underWay = [.. _held.Select(instance => instance.Renewal)];
        await Task.WhenAll(underWay).ConfigureAwait(false);
    }

    private void RenewDue()
    {
        lock (_gate)
        {
            var now = _session.Time.GetTimestamp();
            foreach (var instance in _held.Where(instance => instance.Renewal.IsCompleted && instance.NextRenewal <= now))
                instance.Renewal = RenewAsync(instance);
            Schedule();
        }
    }

    /// <summary>Sets the timer to the next renewal; those under way set it again when they end.</summary>
    private void Schedule()
    {
        var waiting = _held.Where(instance => instance.Renewal.IsCompleted).ToList();
        if (waiting.Count == 0 || _stopping.IsCancellationRequested)
            return;
        var next = _session.Time.GetElapsedTime(_session.Time.GetTimestamp(), waiting.Min(instance => instance.NextRenewal));
        _timer.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task RenewAsync(RenewedInstance instance)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var next = await TryRenewAsync(instance).ConfigureAwait(false);
        lock (_gate)
        {
            instance.Renewal = Task.CompletedTask;
            instance.NextRenewal = In(next);
            if (instance.LostBecause is not null)
                _held.Remove(instance);
            Schedule();
        }
    }

    /// <summary>How long to wait before the next renewal.</summary>
    private async Task<TimeSpan> TryRenewAsync(RenewedInstance instance)
    {
        try
        {
            await _session.Connection.AskAsync<Instance>(
                HttpMethod.Post, ApiPath.Of(instance.Name, "renew"), null, instance.Interval, _stopping.Token).ConfigureAwait(false);
            return instance.Interval;
        }
        catch (ServerFailure failure) when (failure.Meaning is InstanceLostException lost)
        {
            Lose(instance, lost);
        }
        catch (ServerFailure failure) when (failure.Meaning is InstanceNotFoundException)
        {
            Lose(instance, new InstanceLostException(instance.Name, "the server has it no more; somebody deleted it, or its lease ran out or its lifetime ended"));
        }
        catch (Exception failure)
        {
            // Whatever it is, a token that cannot be had included: the renewal goes on.
            if (!_stopping.IsCancellationRequested)
                Log.RenewalFailed(_session.Logger, failure, instance.Name);
        }

        return s_retryAfterFailure;
    }

    private long In(TimeSpan wait) => _session.Time.GetTimestamp() + (long)(wait.TotalSeconds * _session.Time.TimestampFrequency);

    private void Lose(RenewedInstance instance, InstanceLostException why)
    {
        if (instance.IsEnding)
            return;
        Log.Lost(_session.Logger, instance.Name, why.Message);
        instance.MarkLost(why);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The lease of instance {Name} could not be renewed; trying again")]
        public static partial void RenewalFailed(ILogger logger, Exception failure, string name);

        [LoggerMessage(LogLevel.Error, "Instance {Name} is lost: {Why}")]
        public static partial void Lost(ILogger logger, string name, string why);
    }
}
