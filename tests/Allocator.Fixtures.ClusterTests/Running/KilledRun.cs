namespace Allocator;

/// <summary>A run that ends by a signal while its tests hold an instance.</summary>
internal static class KilledRun
{
    /// <summary>Starts a run whose tests wait for the signal, and sends it; each signal has a service of its own.</summary>
    /// <returns>The instance that the run held.</returns>
    public static async Task<string> EndAsync(ClusterFixture cluster, TestFramework framework, OwnNamespace own, string signal)
    {
        await using var run = cluster.Start(framework, signal.ToLowerInvariant(), ["Killed"], ("ALLOCATOR_NAMESPACE", own.Name), ("ALLOCATOR_LEASE", "10s"));
        var instance = await run.FactAsync("Killed");
        await run.SignalAsync(signal);
        return instance;
    }
}
