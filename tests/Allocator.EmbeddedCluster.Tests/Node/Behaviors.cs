namespace Allocator.Embedded;

/// <summary>What containers of tests do.</summary>
internal static class Behaviors
{
    /// <summary>Waits to be told to stop, and does.</summary>
    public static async Task<int> IdleAsync(ContainerContext container, CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    /// <summary>Never ends.</summary>
    public static async Task<int> StubbornAsync(ContainerContext container, CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
        return 0;
    }
}
