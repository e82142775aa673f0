using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Reaps again and again while the host runs, at intervals that differ a little, so that many hosts do not reap at once.</summary>
internal sealed partial class ReaperService(AllocatorReaper reaper, TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    private readonly TaskCompletionSource _firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all services were looked at once, or that failed.</summary>
    public Task FirstLook => _firstLook.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await reaper.ReapAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (AllocatorException failure)
            {
                Log.Failed(logger, failure);
            }

            _firstLook.TrySetResult();

            await Task.Delay(interval * (0.9 + (0.2 * Random.Shared.NextDouble())), time, stoppingToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instances whose leases have run out could not be looked for; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
