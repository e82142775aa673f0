namespace Allocator;

/// <summary>Instances that are left behind on purpose: reachable, listed, and gone in the end.</summary>
[Collection(nameof(Reaping))]
public sealed class KeepTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact(Timeout = 600_000)]
    public async Task KeepAsync_the_instance_outlives_its_handle_and_a_reaper_takes_it_when_its_time_is_over_and_not_before()
    {
        await using var allocator = cluster.Allocate("kept", EchoTemplates.ConfigMap);
        var handle = await allocator.CreateAsync(cancellationToken: Token);

        var how = await handle.KeepAsync(s_shortest, Token);
        await handle.DisposeAsync();

        Assert.Contains($"kubectl -n {cluster.Namespace} delete lease {handle.Name}", how, StringComparison.Ordinal);
        var kept = await allocator.GetAsync(handle.Name, Token);
        Assert.Equal(InstanceState.Ready, kept.State);
        await using var reaping = new Reaping(cluster);
        var reaped = await Eventually.FoundAsync(async () => (await reaping.ReapAsync()).FirstOrDefault(instance => instance.Uid == kept.Uid));
        Assert.True(reaping.ServerTime > reaped.ExpiresAt, $"reaped at {reaping.ServerTime}, but its time ended at {reaped.ExpiresAt}");
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task KeepAsync_instance_that_is_gone_throws()
    {
        await using var allocator = cluster.Allocate("kept-gone", EchoTemplates.ConfigMap);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await allocator.DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true }, Token);

        await Assert.ThrowsAsync<InstanceLostException>(() => handle.KeepAsync(s_shortest, Token));
    }

    [ClusterFact]
    public async Task Create_KeepFailedFor_what_failed_is_listed_holds_its_place_and_can_be_destroyed()
    {
        await using var service = new FailingService(cluster, "kept-failed", Workloads.Deployment("true", "registry.local/no-such-image:9"));
        var options = new CreateOptions { KeepFailedFor = TimeSpan.FromMinutes(10), Origin = new InstanceOrigin { Class = "KeepTests", Commit = "c0ffee" } };

        var failure = await service.FailAsync<InstanceFailedException>(options);

        Assert.True(failure.IsKept);
        Assert.Contains("is kept for 10 min", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"delete lease {failure.InstanceName}", failure.Message, StringComparison.Ordinal);
        var kept = await service.Allocator.GetAsync(failure.InstanceName, Token);
        Assert.Equal((InstanceState.Failed, options.Origin), (kept.State, kept.Origin));
        var refusal = await service.FailAsync<LimitExceededException>();
        Assert.Contains("failed, and kept", refusal.Message, StringComparison.Ordinal);
        await service.Allocator.DestroyAsync(failure.InstanceName, cancellationToken: Token);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_the_key_of_a_kept_failure_replaces_it()
    {
        await using var service = new FailingService(cluster, "kept-key", Workloads.Deployment("true", "registry.local/no-such-image:9"));
        var options = new CreateOptions { IdempotencyKey = "one", KeepFailedFor = TimeSpan.FromMinutes(10) };
        var first = await service.FailAsync<InstanceFailedException>(options);

        var second = await service.FailAsync<InstanceFailedException>(options with { KeepFailedFor = null });

        Assert.Equal((first.InstanceName, false), (second.InstanceName, second.IsKept));
        await service.LeavesNothingAsync();
    }
}
