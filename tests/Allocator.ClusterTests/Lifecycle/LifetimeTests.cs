namespace Allocator;

/// <summary>An instance with a lifetime goes at its end, held or not.</summary>
[Collection(nameof(Reaping))]
public sealed class LifetimeTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Create_Lifetime_is_over_the_holder_ends_the_instance_and_is_told()
    {
        await using var allocator = cluster.Allocate("lifetime-held", EchoTemplates.ConfigMap, options => options.Lifetime = s_lifetime);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        Assert.Equal(handle.Instance.CreatedAt + s_lifetime, handle.Instance.EndsAt);
        Assert.Equal(handle.Instance.EndsAt, handle.Instance.ExpiresAt);

        var lost = new TaskCompletionSource();
        await using var registration = handle.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(Token);

        var why = Assert.Throws<InstanceLostException>(handle.ThrowIfLost);
        Assert.Contains($"its lifetime ended at {handle.Instance.EndsAt:u}", why.Message, StringComparison.Ordinal);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
        await using var next = await allocator.CreateAsync(cancellationToken: Token);
    }

    [ClusterFact]
    public async Task Create_Lifetime_is_over_a_reaper_ends_what_has_no_lease()
    {
        await using var allocator = cluster.Allocate("lifetime-left", EchoTemplates.ConfigMap);
        var options = new CreateOptions { Lifetime = s_lifetime, Lease = Timeout.InfiniteTimeSpan };
        await using var handle = await allocator.CreateAsync(options, cancellationToken: Token);
        await using var reaping = new Reaping(cluster);

        var reaped = await Eventually.FoundAsync(async () => (await reaping.ReapAsync()).FirstOrDefault(instance => instance.Uid == handle.Instance.Uid));

        Assert.True(reaping.ServerTime > reaped.EndsAt, $"reaped at {reaping.ServerTime}, but its time ended at {reaped.EndsAt}");
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task KeepAsync_makes_no_lifetime_longer()
    {
        await using var allocator = cluster.Allocate("lifetime-kept", EchoTemplates.ConfigMap, options => options.Lifetime = TimeSpan.FromMinutes(1));
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var how = await handle.KeepAsync(TimeSpan.FromHours(1), Token);

        Assert.DoesNotContain("1 h", how, StringComparison.Ordinal);
        var kept = await allocator.GetAsync(handle.Name, Token);
        Assert.Equal(handle.Instance.EndsAt, kept.ExpiresAt);
        await allocator.DestroyAsync(handle.Name, cancellationToken: Token);
    }

    [ClusterFact]
    public async Task Create_Lifetime_that_is_too_short_is_refused()
    {
        await using var allocator = cluster.Allocate("lifetime-short", EchoTemplates.ConfigMap);

        var refusal = await Assert.ThrowsAsync<AllocatorException>(() => allocator.CreateAsync(new CreateOptions { Lifetime = TimeSpan.FromSeconds(1) }, cancellationToken: Token));

        Assert.Contains("between 00:00:10 and 365.00:00:00", refusal.Message, StringComparison.Ordinal);
    }
}
