using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class OwnershipTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Instance_of_another_owner_can_neither_be_seen_nor_destroyed()
    {
        await using var alices = cluster.Allocate("own-others", EchoTemplates.ConfigMap, identity: "alice");
        await using var bobs = cluster.Allocate("own-others", EchoTemplates.ConfigMap, identity: "bob");
        await using var hers = await alices.CreateAsync(cancellationToken: Token);

        var unseen = await Assert.ThrowsAsync<InstanceNotFoundException>(() => bobs.GetAsync(hers.Name, Token));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => bobs.OpenAsync(hers.Name, Token));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => bobs.DestroyAsync(hers.Name, cancellationToken: Token));
        Assert.Empty(await bobs.ListAsync(Token).ToListAsync(Token));

        var unknown = await Assert.ThrowsAsync<InstanceNotFoundException>(() => bobs.GetAsync("own-others-00000000", Token));
        Assert.Equal(unknown.Message.Replace("own-others-00000000", hers.Name, StringComparison.Ordinal), unseen.Message);
        Assert.Equal(InstanceState.Ready, (await alices.GetAsync(hers.Name, Token)).State);
    }

    [ClusterFact]
    public async Task Instance_of_every_owner_is_seen_by_an_administrator()
    {
        await using var alices = cluster.Allocate("own-admin", EchoTemplates.ConfigMap, identity: "alice");
        await using var admins = cluster.Allocate("own-admin", EchoTemplates.ConfigMap, new CallerIdentity("test", "root") { IsAdministrator = true });
        await using var hers = await alices.CreateAsync(cancellationToken: Token);

        Assert.Equal("alice", Assert.Single(await admins.ListAsync(Token).ToListAsync(Token)).Owner);
        await admins.DestroyAsync(hers.Name, new DestroyOptions { WaitUntilGone = true }, Token);

        Assert.Empty(await alices.ListAsync(Token).ToListAsync(Token));
    }

    [ClusterFact]
    public async Task Instance_of_every_owner_is_seen_by_whom_a_pattern_makes_an_administrator()
    {
        await using var alices = cluster.Allocate("own-pattern", EchoTemplates.ConfigMap, identity: "alice");
        await using var admins = InstanceAllocator.Create(
            "own-pattern",
            service => service.Template = EchoTemplates.ConfigMap,
            options =>
            {
                (options.Kubeconfig, options.Identity, options.BlessingPrefix) = (cluster.Kubeconfig, "root@example.com", "dev.v.io:u");
                options.Administrators.Add("dev.v.io:u:*@example.com");
            });
        await using var hers = await alices.CreateAsync(cancellationToken: Token);

        Assert.Equal("alice", (await admins.GetAsync(hers.Name, Token)).Owner);
        await using var its = await admins.CreateAsync(cancellationToken: Token);
        Assert.Equal(["dev.v.io:u:root@example.com"], its.Instance.BlessingNames);
    }

    [ClusterFact]
    public async Task Instance_belongs_to_the_user_whom_the_cluster_knows()
    {
        await using var allocator = InstanceAllocator.Create(
            "own-cluster",
            service => service.Template = EchoTemplates.ConfigMap,
            builder =>
            {
                builder.UseKubernetesIdentity();
                builder.Services.Configure<AllocatorOptions>(options => options.Kubeconfig = cluster.Kubeconfig);
            });

        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        Assert.Equal($"system:serviceaccount:{cluster.Namespace}:{ClusterFixture.Account}", handle.Instance.Owner);
    }

    [ClusterFact]
    public async Task Destroy_instance_that_is_terminating_succeeds()
    {
        await using var allocator = cluster.Allocate("own-terminating", EchoTemplates.ConfigMap);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var held = await HeldObject.HoldAsync(cluster, handle.Name);

        await allocator.DestroyAsync(handle.Name, cancellationToken: Token);
        Assert.Equal(InstanceState.Deleting, (await allocator.GetAsync(handle.Name, Token)).State);
        await allocator.DestroyAsync(handle.Name, cancellationToken: Token);

        var waiting = allocator.DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true }, Token);
        await held.ReleaseAsync();
        await waiting;
        Assert.Empty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task Destroy_until_gone_what_something_holds_names_what_is_still_there()
    {
        await using var allocator = cluster.Allocate("own-held", EchoTemplates.ConfigMap);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var held = await HeldObject.HoldAsync(cluster, handle.Name);

        await allocator.DestroyAsync(handle.Name, cancellationToken: Token);
        await held.UntilTerminatingAsync();

        var failure = await Assert.ThrowsAsync<AllocatorException>(() =>
            allocator.DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true, Timeout = TimeSpan.FromSeconds(3) }, Token));

        Assert.Contains($"ConfigMap {handle.Name} (terminating)", failure.Message, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Destroy_unknown_name_says_that_there_is_none()
    {
        await using var allocator = cluster.Allocate("own-unknown", EchoTemplates.ConfigMap);

        var failure = await Assert.ThrowsAsync<InstanceNotFoundException>(() => allocator.DestroyAsync("own-unknown-12345678", cancellationToken: Token));

        Assert.Contains("own-unknown-12345678", failure.Message, StringComparison.Ordinal);
    }
}
