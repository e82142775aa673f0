namespace Allocator;

/// <summary>What becomes of a fixture's instances after its tests.</summary>
internal sealed class AllocationEnd(TestScope scope, FixtureOptions options, RunCluster cluster, TestOutput output, string? summaryFile)
{
    private static readonly TimeSpan s_longestReap = TimeSpan.FromSeconds(10);

    private readonly List<string> _leftovers = [];

    public async Task RunAsync(IReadOnlyList<Allocated> allocated, bool keep)
    {
        await Task.WhenAll(allocated.Select(one => EndAsync(one, keep))).ConfigureAwait(false);
        await cluster.FirstReap.WaitAsync(s_longestReap, cluster.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (options.FailOnLeftovers && !keep)
            await LookForOthersAsync(allocated).ConfigureAwait(false);
        if (_leftovers.Count > 0)
            throw new AllocatorException($"{scope.Name} left something behind: {string.Join(" ", _leftovers)}");
    }

    private async Task EndAsync(Allocated allocated, bool keep)
    {
        var handle = allocated.Instance.Handle;
        await allocated.Instance.DisconnectAsync().ConfigureAwait(false);
        try
        {
            if (handle.Lost.IsCancellationRequested)
                allocated.Times.Remark = "lost";
            else if (keep)
                await KeepAsync(handle, allocated.Times).ConfigureAwait(false);
            else
                await DestroyAsync(handle, allocated).ConfigureAwait(false);
        }
        catch (AllocatorException failure)
        {
            allocated.Times.Remark = keep ? "not kept" : "not destroyed";
            output(TestOutputLevel.Notice, $"{scope.Name}: {handle.Name} could not be {(keep ? "kept" : "destroyed")}: {failure.Message}");
            if (options.FailOnLeftovers)
                _leftovers.Add(failure.Message);
        }
        finally
        {
            await handle.DisposeAsync().ConfigureAwait(false);
            TestRun.Summary.Add(allocated.Times, summaryFile);
            output(TestOutputLevel.Detail, RunSummary.Line(allocated.Times));
        }
    }

    private async Task KeepAsync(InstanceHandle handle, AllocationTimes times)
    {
        var how = await handle.KeepAsync(options.KeepFor).ConfigureAwait(false);
        times.Remark = $"kept for {DurationText.Of(options.KeepFor)}";
        output(TestOutputLevel.Notice, $"{scope.Name}: {how}");
    }

    private async Task DestroyAsync(InstanceHandle handle, Allocated allocated)
    {
        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = options.FailOnLeftovers }).ConfigureAwait(false);
        allocated.Times.Destroyed = cluster.Time.GetElapsedTime(allocated.AskedAt);
    }

    private bool IsOfThisScope(Instance instance) =>
        instance.State is not InstanceState.Deleting and not InstanceState.Failed && instance.Origin is { } origin && origin.Run == TestRun.Id && origin.Class == scope.Name;

    /// <summary>Whether the cluster has more of this scope than it holds: what a Create left whose answer was lost, for example.</summary>
    private async Task LookForOthersAsync(IReadOnlyList<Allocated> allocated)
    {
        foreach (var one in allocated)
        {
            await foreach (var instance in cluster.AllocatorOf(one.Service, options).ListAsync().ConfigureAwait(false))
            {
                if (IsOfThisScope(instance) && TestRun.Held.HolderOf(instance.Uid) is null)
                    _leftovers.Add($"{instance.Name} is {instance.State}.");
            }
        }
    }
}
