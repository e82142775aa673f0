using Allocator.Readiness;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>Tells the caller what is being done, whenever it changes, and keeps the times of the phases.</summary>
internal sealed partial class CreateProgress(IProgress<InstanceProgress>? target, TimeProvider time, ILogger logger) : IProgress<InstanceProgress>
{
    public PhaseClock Clock { get; } = new(time);

    /// <summary>What the reports are about; null until it has a name.</summary>
    public string? InstanceName { get; set; }

    /// <summary>Whether nothing was created, because an idempotency key meant an instance that was there.</summary>
    public bool IsThereAlready { get; set; }

    public string LastMessage { get; private set; } = "starting";

    public void Report(InstancePhase phase, string message) => ReportOnce(new InstanceProgress(phase, message, TimeSpan.Zero));

    /// <summary>Reports a line with details, unless it is the last one again.</summary>
    public void ReportOnce(InstanceProgress value)
    {
        Clock.Enter(value.Phase);
        if (value.Message != LastMessage)
            Report(value with { Elapsed = Clock.Elapsed });
    }

    public void Report(InstanceProgress value)
    {
        LastMessage = value.Message;
        try
        {
            target?.Report(value with { InstanceName = InstanceName });
        }
        catch (Exception failure)
        {
            // A listener that fails must not end what it listens to, least of all between commit and return.
            Log.ListenerFailed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A listener of progress failed")]
        public static partial void ListenerFailed(ILogger logger, Exception failure);
    }
}
