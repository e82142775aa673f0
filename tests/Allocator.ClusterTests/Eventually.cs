namespace Allocator;

/// <summary>Waits for what garbage collection does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    /// <summary>Asserts that nothing is left, within three minutes.</summary>
    public static async Task EmptyAsync(Func<Task<IReadOnlyList<string>>> list)
    {
        var deadline = TimeProvider.System.GetUtcNow() + s_longest;
        IReadOnlyList<string> left;
        while ((left = await list()).Count > 0 && TimeProvider.System.GetUtcNow() < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.Empty(left);
    }

    /// <summary>What is looked for, as soon as it is there, within three minutes.</summary>
    public static async Task<T> FoundAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        var deadline = TimeProvider.System.GetUtcNow() + s_longest;
        T? found;
        while ((found = await find()) is null && TimeProvider.System.GetUtcNow() < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.NotNull(found);
        return found;
    }
}
