using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Allocator.Readiness;

/// <summary>Lists the events of suspicious objects, now and then for as long as they stay suspicious.</summary>
internal sealed partial class SuspicionBoard(
    IEventSource source, TimeProvider time, Action onFound, ILogger logger, CancellationToken cancellationToken)
{
    private static readonly TimeSpan[] FirstChecks = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Case> _cases = [];

    /// <summary>Takes what is suspicious at present and starts the checks that are due.</summary>
    /// <returns>How long until the next check.</returns>
    public TimeSpan? Update(IReadOnlyList<Suspicion> present)
    {
        foreach (var cleared in _cases.Keys.Except(present.Select(suspicion => suspicion.Uid)).ToList())
            _cases.Remove(cleared);
        TimeSpan? next = null;
        foreach (var suspicion in present)
        {
            if (!_cases.TryGetValue(suspicion.Uid, out var open))
                _cases[suspicion.Uid] = open = new Case(time.GetTimestamp());
            if (open.Stage != suspicion.Stage)
                open.Restart(suspicion.Stage, time.GetTimestamp());
            if (open.Checking)
                continue;
            var left = suspicion.Delay + CheckAt(open.Checks) - time.GetElapsedTime(open.StageSince);
            if (left > TimeSpan.Zero)
                next = Delays.Sooner(next, left);
            else
                _ = CheckAsync(suspicion.Uid, open);
        }
        return next;
    }

    /// <summary>The events of an object at the last check, newest first; empty before the first.</summary>
    public IReadOnlyList<JsonObject> EventsOf(string uid) => _cases.TryGetValue(uid, out var open) ? open.Events : [];

    /// <summary>When an object became suspicious.</summary>
    public long SinceOf(string uid) => _cases[uid].Since;

    private async Task CheckAsync(string uid, Case open)
    {
        open.Checking = true;
        open.Checks++;
        try
        {
            open.Events = EventTimes.NewestFirst(await source.ListAsync(uid, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Events only explain; without them the wait goes on, and the next check asks again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogCheckFailed(logger, uid, exception);
        }
        finally
        {
            open.Checking = false;
            onFound();
        }
    }

    private static TimeSpan CheckAt(int check) =>
        check < FirstChecks.Length ? FirstChecks[check] : FirstChecks[^1] + Interval * (check - FirstChecks.Length + 1);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The events of the object with uid {Uid} cannot be listed")]
    private static partial void LogCheckFailed(ILogger logger, string uid, Exception exception);

    // Written by a check, read by the waiter's loop after the signal that the check ended.
    private sealed class Case(long since)
    {
        public long Since { get; } = since;

        public long StageSince { get; private set; } = since;

        public int Stage { get; private set; }

        public int Checks { get; set; }

        public volatile bool Checking;

        public IReadOnlyList<JsonObject> Events { get; set; } = [];

        public void Restart(int stage, long now)
        {
            Stage = stage;
            StageSince = now;
            Checks = 0;
        }
    }
}
