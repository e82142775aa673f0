namespace Allocator;

/// <summary>Waits for what happens in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>Asserts that something becomes true, within a minute.</summary>
    public static async Task TrueAsync(Func<Task<bool>> look)
    {
        var deadline = TimeProvider.System.GetUtcNow() + s_longest;
        bool seen;
        while (!(seen = await look()) && TimeProvider.System.GetUtcNow() < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.True(seen);
    }
}
