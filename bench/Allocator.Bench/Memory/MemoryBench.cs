using Allocator.Bench.Traffic;

namespace Allocator.Bench.Memory;

/// <summary>The memory of an instance that is held and of a watch, after a full garbage collection, beside the least that one could write oneself.</summary>
internal static class MemoryBench
{
    private const int Watches = 50;
    private const int WarmUp = 20;
    private const int AtOnce = 50;
    private const double TargetEntry = 1;
    private const double TargetHeld = 16_000;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Instances ?? 1000;
        var connection = Cluster.Connect(arguments);
        var maps = new BenchService("bench-maps") { Lease = TimeSpan.FromMinutes(10) };
        var held = await MeasureHeldAsync(connection, maps, count, cancellationToken);

        var idle = maps with { Name = "bench-idle", Template = "idle.gotmpl" };
        await using var allocator = new MeteredAllocator(connection, idle);
        await allocator.CreateAsync(WarmUp, cancellationToken);
        var before = await SettledAsync();
        await CreateAsync(allocator, count, cancellationToken);
        var watched = (double)(await SettledAsync() - before) / count;

        var kind = new ResourceKind("apps", "v1", "Deployment", "deployments", Namespaced: true);
        using var bare = new BareWatch(connection, kind.Path(connection.Namespace));
        before = await SettledAsync();
        await bare.ListAsync($"{Labels.Service}={idle.Name}", cancellationToken);
        var entry = (double)(await SettledAsync() - before) / bare.Count;
        var (ourWatch, bareWatch) = await MeasureWatchesAsync(connection, kind, bare, cancellationToken);

        Output.Row($"bytes, {count} instances held", $"Allocator", $"bare", $"ratio");
        Output.Row("an instance held: handle, lease, renewal", $"{held:0}");
        Output.Row("its watched Deployment", $"{watched - held:0}", $"{entry:0}", $"{(watched - held) / entry:0.00}");
        Output.Row("in all", $"{watched:0}", $"{entry:0}", $"{watched / entry:0.00}");
        Output.Row($"a watch that waits, of {Watches}", $"{ourWatch:0}", $"{bareWatch:0}", $"{ourWatch / bareWatch:0.00}");
        Output.Line($"bare: an HttpClient, and each object as a JsonNode in a dictionary. Targets: an object at most {TargetEntry} times bare's, an instance at most {TargetHeld:0} bytes");
        GC.KeepAlive(bare);
        return watched - held <= TargetEntry * entry && held <= TargetHeld ? 0 : 1;
    }

    private static async Task<double> MeasureHeldAsync(ClusterConnection connection, BenchService service, int count, CancellationToken cancellationToken)
    {
        await using var allocator = new MeteredAllocator(connection, service);
        await CreateAsync(allocator, count, cancellationToken);
        await allocator.DestroyAsync();
        var before = await SettledAsync();
        await CreateAsync(allocator, count, cancellationToken);
        var after = await SettledAsync();
        GC.KeepAlive(allocator);
        return (double)(after - before) / count;
    }

    private static async Task CreateAsync(MeteredAllocator allocator, int count, CancellationToken cancellationToken)
    {
        for (var left = count; left > 0; left -= AtOnce)
            await allocator.CreateAsync(Math.Min(left, AtOnce), cancellationToken);
    }

    private static async Task<(double Ours, double Bare)> MeasureWatchesAsync(
        ClusterConnection connection, ResourceKind kind, BareWatch bare, CancellationToken cancellationToken)
    {
        var nothing = new ResourceSelector { Labels = $"{Labels.Service}=nothing" };
        await using var client = new ClusterClient(connection);
        var watches = new List<ResourceWatch>();
        async Task OpenAsync()
        {
            var watch = new ResourceWatch(client, kind, connection.Namespace, nothing);
            watch.Start();
            await watch.Synced;
            watches.Add(watch);
        }

        await OpenAsync();
        await bare.OpenAsync(nothing.Labels, cancellationToken);
        var before = await SettledAsync();
        for (var i = 0; i < Watches; i++)
            await OpenAsync();
        var between = await SettledAsync();
        for (var i = 0; i < Watches; i++)
            await bare.OpenAsync(nothing.Labels, cancellationToken);
        var after = await SettledAsync();
        foreach (var watch in watches)
            await watch.DisposeAsync();
        return ((double)(between - before) / Watches, (double)(after - between) / Watches);
    }

    /// <summary>What is held when what was begun has ended.</summary>
    private static async Task<long> SettledAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
