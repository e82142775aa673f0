namespace Allocator;

public sealed class IdempotencyKeyTests(ClusterFixture cluster)
{
    private static readonly CreateOptions s_key = new() { IdempotencyKey = "build-17" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Create_twice_at_once_with_one_key_gives_one_instance()
    {
        await using var first = cluster.Allocate("key-at-once", EchoTemplates.Pod);
        await using var second = cluster.Allocate("key-at-once", EchoTemplates.Pod);

        var handles = await Task.WhenAll(first.CreateAsync(s_key, cancellationToken: Token), second.CreateAsync(s_key, cancellationToken: Token));

        await using var one = handles[0];
        await using var other = handles[1];
        Assert.Equal((one.Name, one.Instance.Uid), (other.Name, other.Instance.Uid));
        await using var endpoint = await one.ConnectAsync("echo", Token);
        await using var otherEndpoint = await other.ConnectAsync("echo", Token);
        Assert.Equal("one", await Echo.ExchangeAsync(endpoint, "one"));
        Assert.Equal("other", await Echo.ExchangeAsync(otherEndpoint, "other"));
        Assert.Single(await first.ListAsync(Token).ToListAsync(Token));
    }

    [ClusterFact]
    public async Task Create_with_the_key_of_a_destroyed_instance_makes_another_of_the_same_name()
    {
        await using var allocator = cluster.Allocate("key-again", EchoTemplates.ConfigMap);
        await using var old = await allocator.CreateAsync(s_key, cancellationToken: Token);
        await old.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);

        await using var young = await allocator.CreateAsync(s_key, cancellationToken: Token);

        Assert.Equal(old.Name, young.Name);
        Assert.NotEqual(old.Instance.Uid, young.Instance.Uid);
        await old.DisposeAsync();
        Assert.Equal(young.Instance.Uid, (await allocator.GetAsync(young.Name, Token)).Uid);
    }

    [ClusterFact]
    public async Task Create_with_the_key_of_an_instance_that_is_terminating_waits_and_makes_another()
    {
        await using var allocator = cluster.Allocate("key-terminating", EchoTemplates.ConfigMap);
        await using var old = await allocator.CreateAsync(s_key, cancellationToken: Token);
        await using var held = await HeldObject.HoldAsync(cluster, old.Name);
        await old.DestroyAsync(cancellationToken: Token);
        var progress = new ProgressLog();

        var creating = allocator.CreateAsync(s_key, progress, Token);
        await progress.SeenAsync(report => report.Message.Contains($"until the previous {old.Name} is gone", StringComparison.Ordinal));
        Assert.Equal(InstanceState.Deleting, (await allocator.GetAsync(old.Name, Token)).State);
        await held.ReleaseAsync();
        await using var young = await creating;

        Assert.Equal(old.Name, young.Name);
        Assert.NotEqual(old.Instance.Uid, young.Instance.Uid);
        Assert.Contains($"ConfigMap/{young.Name}", await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, young.Name));
    }

    [ClusterFact]
    public async Task Destroy_until_gone_again_does_not_wait_for_the_successor()
    {
        await using var allocator = cluster.Allocate("key-successor", EchoTemplates.Deployment);
        await using var old = await allocator.CreateAsync(s_key, cancellationToken: Token);
        await old.DestroyAsync(cancellationToken: Token);
        await using var young = await allocator.CreateAsync(s_key, cancellationToken: Token);

        await old.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);

        Assert.Equal((young.Instance.Uid, InstanceState.Ready), await StateAsync(allocator, young.Name));
    }

    [ClusterFact]
    public async Task Create_with_another_owners_key_makes_another_instance()
    {
        await using var alices = cluster.Allocate("key-owners", EchoTemplates.ConfigMap, identity: "alice");
        await using var bobs = cluster.Allocate("key-owners", EchoTemplates.ConfigMap, identity: "bob");

        await using var hers = await alices.CreateAsync(s_key, cancellationToken: Token);
        await using var his = await bobs.CreateAsync(s_key, cancellationToken: Token);

        Assert.NotEqual(hers.Name, his.Name);
        Assert.NotEqual(hers.Instance.Uid, his.Instance.Uid);
    }

    private static async Task<(string Uid, InstanceState State)> StateAsync(InstanceAllocator allocator, string name)
    {
        var instance = await allocator.GetAsync(name, Token);
        return (instance.Uid, instance.State);
    }
}
