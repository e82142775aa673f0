using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class InstanceDirectoryTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task ListAsync_shows_the_callers_instances_of_all_services_newest_first()
    {
        await using var ones = cluster.Allocate("dir-one", EchoTemplates.ConfigMap, identity: "directed");
        await using var twos = cluster.Allocate("dir-two", EchoTemplates.ConfigMap, identity: "directed");
        await using var others = cluster.Allocate("dir-two", EchoTemplates.ConfigMap, identity: "another");
        await using var older = await ones.CreateAsync(cancellationToken: Token);
        await using var theirs = await others.CreateAsync(cancellationToken: Token);

        // Creation times have whole seconds.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Token);
        await using var newer = await twos.CreateAsync(cancellationToken: Token);
        await using var provider = Provider("directed");

        var listed = await provider.GetRequiredService<IInstanceDirectory>().ListAsync(Token).ToListAsync(Token);

        Assert.Equal([(newer.Name, "dir-two"), (older.Name, "dir-one")], listed.Select(instance => (instance.Name, instance.Service)));
    }

    [ClusterFact]
    public async Task OpenAsync_instance_of_a_service_that_this_process_does_not_know_reaches_and_destroys_it()
    {
        await using var allocator = cluster.Allocate("dir-unknown", EchoTemplates.Deployment, identity: "opener");
        await using var created = await allocator.CreateAsync(cancellationToken: Token);
        await using var provider = Provider("opener");
        var directory = provider.GetRequiredService<IInstanceDirectory>();

        await using var opened = await directory.OpenAsync(created.Name, Token);
        await opened.SuspendAsync(cancellationToken: Token);
        Assert.Equal(InstanceState.Suspended, (await directory.GetAsync(created.Name, Token)).State);
        await opened.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);

        await Assert.ThrowsAsync<InstanceNotFoundException>(() => directory.GetAsync(created.Name, Token));
    }

    [ClusterFact]
    public async Task OpenAsync_instance_of_another_owner_is_as_if_there_were_none()
    {
        await using var allocator = cluster.Allocate("dir-others", EchoTemplates.ConfigMap, identity: "alice");
        await using var hers = await allocator.CreateAsync(cancellationToken: Token);
        await using var provider = Provider("bob");
        var directory = provider.GetRequiredService<IInstanceDirectory>();

        var unseen = await Assert.ThrowsAsync<InstanceNotFoundException>(() => directory.OpenAsync(hers.Name, Token));
        var unknown = await Assert.ThrowsAsync<InstanceNotFoundException>(() => directory.GetAsync("dir-others-00000000", Token));

        Assert.Equal(unknown.Message.Replace("dir-others-00000000", hers.Name, StringComparison.Ordinal), unseen.Message);
    }

    [ClusterFact]
    public async Task ListPlacesAsync_shows_the_limit_of_all_with_every_holder_and_the_callers_own()
    {
        static void Limit(ServiceOptions options) => (options.MaxInstances, options.MaxInstancesPerOwner) = (3, 2);
        await using var hers = cluster.Allocate("dir-places", EchoTemplates.ConfigMap, Limit, identity: "places-alice");
        await using var his = cluster.Allocate("dir-places", EchoTemplates.ConfigMap, Limit, identity: "places-bob");
        await using var first = await hers.CreateAsync(cancellationToken: Token);
        await using var second = await his.CreateAsync(cancellationToken: Token);
        await using var provider = new ServiceCollection()
            .AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig)
            .UseIdentity(new CallerIdentity("test", "places-alice"))
            .AddService("dir-places", options =>
            {
                options.Template = EchoTemplates.ConfigMap;
                Limit(options);
            })
            .Services.BuildServiceProvider();

        var places = (await provider.GetRequiredService<IInstanceDirectory>().ListPlacesAsync(Token)).Where(scope => scope.Service == "dir-places").ToList();

        Assert.Equal([(null, 3), ("places-alice", 2)], places.Select(scope => (scope.Owner, scope.Limit!.Value)));
        Assert.Equivalent(new[] { first.Name, second.Name }, places[0].Held.Select(held => held.Instance.Name), strict: true);
        Assert.Equal(first.Name, Assert.Single(places[1].Held).Instance.Name);
    }

    [ClusterFact]
    public async Task ListAsync_tells_the_lease()
    {
        await using var allocator = cluster.Allocate("dir-lease", EchoTemplates.ConfigMap, options => (options.Lease, options.MaxInstancesPerOwner) = (TimeSpan.FromSeconds(90), null), identity: "leaser");
        await using var leased = await allocator.CreateAsync(cancellationToken: Token);
        await using var staying = await allocator.CreateAsync(new CreateOptions { Lease = Timeout.InfiniteTimeSpan }, cancellationToken: Token);
        await using var provider = Provider("leaser");

        var leases = await provider.GetRequiredService<IInstanceDirectory>().ListAsync(Token).ToDictionaryAsync(instance => instance.Name, instance => instance.Lease, cancellationToken: Token);

        Assert.Equal((TimeSpan.FromSeconds(90), (TimeSpan?)null), (leases[leased.Name], leases[staying.Name]));
    }

    private ServiceProvider Provider(string identity) => new ServiceCollection()
        .AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig)
        .UseIdentity(new CallerIdentity("test", identity))
        .Services.BuildServiceProvider();
}
