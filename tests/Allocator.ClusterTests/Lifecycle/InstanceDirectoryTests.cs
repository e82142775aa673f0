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

    private ServiceProvider Provider(string identity) => new ServiceCollection()
        .AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig)
        .UseIdentity(new CallerIdentity("test", identity))
        .Services.BuildServiceProvider();
}
