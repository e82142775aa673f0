namespace Allocator.Crashes;

/// <summary>
/// Runs something, and all that it starts, on one thread of the pool. So two things never happen at once, a run with the same decisions is the same run, and when nothing is queued
/// nothing happens. The other threads that the pool insists on are kept waiting.
/// </summary>
internal static class OneThread
{
    private static bool s_isOn;

    public static async Task RunAsync(Func<Task> run)
    {
        ThreadPool.GetMaxThreads(out var workers, out var ports);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, ports);
        using var end = new ManualResetEvent(false);
        var waiting = Enumerable.Range(1, Environment.ProcessorCount - 1).Select(_ => WaitAsync(end)).ToList();
        await Task.WhenAll(waiting);
        s_isOn = true;
        try
        {
            await Task.Run(run);
        }
        finally
        {
            s_isOn = false;
            end.Set();
            ThreadPool.SetMaxThreads(workers, ports);
        }
    }

    /// <summary>Waits until there is nothing more to do but with time.</summary>
    public static async Task IdleAsync()
    {
        if (!s_isOn || SynchronizationContext.Current is not null || !Thread.CurrentThread.IsThreadPoolThread)
            throw new InvalidOperationException($"This must be within {nameof(OneThread)}.{nameof(RunAsync)}.");
        do
            await Task.Yield();
        while (ThreadPool.PendingWorkItemCount > 0);
    }

    private static Task WaitAsync(ManualResetEvent end)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                begun.TrySetResult();
                end.WaitOne();
            },
            null);
        return begun.Task;
    }
}
