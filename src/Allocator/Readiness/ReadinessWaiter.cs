using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Allocator.Readiness;

/// <summary>Waits until an instance is ready or cannot become so. Driven by changes; looks by itself only when a grace ends.</summary>
internal sealed partial class ReadinessWaiter(
    IInstanceObjects objects, IEventSource events, ReadinessOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// Says whether other instances of the service are terminating, so that a quota that refuses pods will have room. None by default.
    /// </summary>
    public Func<CancellationToken, Task<bool>>? QuotaWillRelax { get; init; }

    /// <summary>Waits until all objects of the instance are ready.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="timeout">How long to wait at most, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="progress">Is told what is still missing, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InstanceFailure">The instance cannot become ready, or was not in time.</exception>
    public async Task WaitAsync(
        AwaitedInstance instance, TimeSpan timeout, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken)
    {
        instance.Clock.Enter(InstancePhase.Waiting);
        var start = time.GetTimestamp();
        var reporter = new ProgressReporter(progress, instance);
        // One signal is enough, however many changes there were: the next look sees them all.
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Wake() => signal.Writer.TryWrite(true);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var assessor = new InstanceAssessor(instance, objects, new SuspicionBoard(events, time, Wake, logger, ended.Token), options, time);
        using var timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var subscription = objects.Subscribe(Wake);
        try
        {
            for (var look = assessor.Look(); !look.IsReady; look = assessor.Look())
            {
                if (look.Failure is { } problem)
                {
                    if (!await WillPassAsync(problem, cancellationToken).ConfigureAwait(false))
                        throw new InstanceFailure(problem.Reason, problem.Message);
                    assessor.Extend(problem);
                    continue;
                }
                reporter.Report(look);
                var left = Left(timeout, start);
                if (left <= TimeSpan.Zero)
                    throw new InstanceFailure(InstanceFailureReason.TimedOut, $"not ready after {timeout.TotalSeconds:0.#} s: {look.Message}");
                timer.Change(Delays.Sooner(left, look.NextLook) ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                await signal.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private TimeSpan? Left(TimeSpan timeout, long start) => timeout == Timeout.InfiniteTimeSpan ? null : timeout - time.GetElapsedTime(start);

    private async Task<bool> WillPassAsync(Problem problem, CancellationToken cancellationToken)
    {
        if (problem.Reason != InstanceFailureReason.QuotaExceeded || QuotaWillRelax is null)
            return false;
        try
        {
            return await QuotaWillRelax(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is KubernetesException or HttpRequestException)
        {
            // Nobody knows: the next look asks again, and the wait is bounded.
            LogQuotaUnknown(logger, exception);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Whether instances are terminating cannot be found out")]
    private static partial void LogQuotaUnknown(ILogger logger, Exception exception);
}
