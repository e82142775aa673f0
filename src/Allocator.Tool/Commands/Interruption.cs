namespace Allocator.Tool;

/// <summary>The wait of commands that end when the user ends them.</summary>
internal static class Interruption
{
    /// <summary>Returns when the first of these is cancelled.</summary>
    public static async Task WaitAsync(params CancellationToken[] ends)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ends);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
