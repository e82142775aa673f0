namespace Allocator;

/// <summary>Instances whose creator lets them go, and whose leases somebody else renews.</summary>
public sealed class ReleaseTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task ReleaseAsync_leaves_the_instance_with_its_lease_to_whoever_renews_it()
    {
        await using var allocator = cluster.Allocate("released", EchoTemplates.ConfigMap, options => options.Lease = TimeSpan.FromMinutes(1));
        Instance created;
        await using (var creator = await allocator.CreateAsync(cancellationToken: Token))
        {
            created = creator.Instance;
            await creator.ReleaseAsync();
        }

        await using var opened = await allocator.OpenAsync(created.Name, Token);
        Assert.Equal((created.Uid, InstanceState.Ready, created.ExpiresAt), (opened.Instance.Uid, opened.Instance.State, opened.Instance.ExpiresAt));
        var renewed = await Eventually.FoundAsync(async () => await opened.RenewAsync(Token) is var after && after.ExpiresAt > created.ExpiresAt ? after : null);
        Assert.Equal((created.Uid, renewed.ExpiresAt), (renewed.Uid, (await allocator.GetAsync(created.Name, Token)).ExpiresAt));

        await opened.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
        await Assert.ThrowsAsync<InstanceLostException>(() => opened.RenewAsync(Token));
    }

    [ClusterFact]
    public async Task RenewAsync_instance_without_lease_changes_nothing()
    {
        await using var allocator = cluster.Allocate("renew-none", EchoTemplates.ConfigMap, options => options.Lease = Timeout.InfiniteTimeSpan);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        Assert.Null((await handle.RenewAsync(Token)).ExpiresAt);
    }

    [ClusterFact]
    public async Task RenewAsync_instance_that_is_being_deleted_is_lost()
    {
        await using var allocator = cluster.Allocate("renew-going", EchoTemplates.ConfigMap);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var held = await HeldObject.HoldAsync(cluster, handle.Name);
        await using var opened = await allocator.OpenAsync(handle.Name, Token);

        await handle.DestroyAsync(cancellationToken: Token);

        await Assert.ThrowsAsync<InstanceLostException>(() => opened.RenewAsync(Token));
    }
}
