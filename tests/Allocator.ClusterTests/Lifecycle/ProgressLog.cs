namespace Allocator;

/// <summary>Keeps what a Create reports, and lets a test wait for a report.</summary>
internal sealed class ProgressLog : IProgress<InstanceProgress>
{
    private readonly Lock _gate = new();
    private readonly List<InstanceProgress> _reports = [];
    private readonly List<(Func<InstanceProgress, bool> Fits, TaskCompletionSource Seen)> _waiting = [];

    public IReadOnlyList<InstanceProgress> Reports
    {
        get
        {
            lock (_gate)
                return [.. _reports];
        }
    }

    public void Report(InstanceProgress value)
    {
        lock (_gate)
        {
            _reports.Add(value);
            foreach (var (_, seen) in _waiting.Where(entry => entry.Fits(value)))
                seen.TrySetResult();
        }
    }

    /// <summary>Completes when a report fits, at once if one already did.</summary>
    public Task SeenAsync(Func<InstanceProgress, bool> fits)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_reports.Any(fits))
                seen.SetResult();
            else
                _waiting.Add((fits, seen));
        }

        return seen.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }
}
