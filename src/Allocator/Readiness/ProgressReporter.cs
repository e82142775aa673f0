namespace Allocator.Readiness;

/// <summary>Reports progress when there is something new to say.</summary>
internal sealed class ProgressReporter(IProgress<InstanceProgress>? progress, AwaitedInstance instance)
{
    private const int MaxLength = 500;
    private InstanceProgress? _last;

    /// <summary>Reports what a look at the instance shows.</summary>
    public void Report(Assessment look)
    {
        if (progress is null)
            return;
        var report = new InstanceProgress(InstancePhase.Waiting, OneLine.Of(instance.Redactor.Redact(look.Message), MaxLength), TimeSpan.Zero)
        {
            PodsReady = look.PodsReady,
            PodsTotal = look.PodsTotal,
        };
        if (report == _last)
            return;
        _last = report;
        progress.Report(report with { Elapsed = instance.Clock.Elapsed });
    }
}
