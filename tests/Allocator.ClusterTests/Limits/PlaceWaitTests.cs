using System.Diagnostics;

namespace Allocator;

/// <summary>Create waits for a place if it is told to, and creates no more at once than it is told.</summary>
public sealed class PlaceWaitTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Create_all_places_are_held_waits_until_one_is_free_and_names_the_holders()
    {
        await using var first = cluster.Allocate("place-wait", EchoTemplates.ConfigMap, options => options.MaxInstances = 1, identity: "first");
        await using var second = cluster.Allocate("place-wait", EchoTemplates.ConfigMap, options => options.MaxInstances = 1, identity: "second");
        await using var holder = await first.CreateAsync(cancellationToken: Token);
        var progress = new ProgressLog();

        var waiting = second.CreateAsync(new CreateOptions { PlaceTimeout = TimeSpan.FromSeconds(60) }, progress, Token);
        await progress.SeenAsync(report => report.Holders is [{ } one] && one.Name == holder.Name && report.Message.Contains("first", StringComparison.Ordinal));
        Assert.False(waiting.IsCompleted);
        await holder.DisposeAsync();

        await using var waited = await waiting;
        Assert.NotEqual(holder.Name, waited.Name);
    }

    [ClusterFact]
    public async Task Create_no_place_gets_free_in_time_is_refused_and_leaves_nothing()
    {
        await using var allocator = cluster.Allocate("place-late", EchoTemplates.ConfigMap, options => options.MaxInstances = 1);
        await using var holder = await allocator.CreateAsync(cancellationToken: Token);
        var start = Stopwatch.GetTimestamp();

        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => allocator.CreateAsync(new CreateOptions { PlaceTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: Token));

        Assert.Contains("after 2 s of waiting", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(holder.Name, refusal.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        await Eventually.EmptyAsync(async () => [.. (await allocator.ListAsync(Token).ToListAsync(Token)).Where(instance => instance.Name != holder.Name).Select(instance => instance.Name)]);
    }

    [ClusterFact]
    public async Task Create_MaxConcurrentCreates_instances_are_created_so_many_at_once()
    {
        await using var allocator = InstanceAllocator.Create(
            "slots",
            service => (service.Template, service.MaxInstancesPerOwner) = (EchoTemplates.ConfigMap, null),
            options => (options.Kubeconfig, options.Identity, options.MaxConcurrentCreates) = (cluster.Kubeconfig, "slots", 2));
        var underWay = new UnderWay();

        var handles = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => allocator.CreateAsync(progress: underWay.Another(), cancellationToken: Token)));

        Assert.Equal((0, 2), (underWay.Now, underWay.Most));
        foreach (var handle in handles)
            await handle.DisposeAsync();
    }

    /// <summary>Counts the creations between their first object and their end.</summary>
    private sealed class UnderWay
    {
        private readonly Lock _gate = new();

        public int Now { get; private set; }

        public int Most { get; private set; }

        public IProgress<InstanceProgress> Another() => new One(this);

        private sealed class One(UnderWay all) : IProgress<InstanceProgress>
        {
            private InstancePhase _phase;

            public void Report(InstanceProgress value)
            {
                lock (all._gate)
                {
                    if (value.Phase == InstancePhase.Creating && _phase != InstancePhase.Creating)
                        all.Most = Math.Max(all.Most, ++all.Now);
                    if (value.Phase == InstancePhase.Ready)
                        all.Now--;
                    _phase = value.Phase;
                }
            }
        }
    }
}
