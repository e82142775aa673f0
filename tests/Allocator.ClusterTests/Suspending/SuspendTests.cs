namespace Allocator;

/// <summary>Scale to zero and back: the disk stays, and the instance is reached as before.</summary>
[Collection(nameof(Reaping))]
public sealed class SuspendTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public Task Suspend_and_resume_deployment_keeps_its_data_and_its_endpoint() => ComesBackAsync("sus-deploy", DiskTemplates.Deployment);

    [ClusterFact]
    public Task Suspend_and_resume_statefulset_keeps_its_data_and_its_endpoint() => ComesBackAsync("sus-stateful", EchoTemplates.StatefulSet);

    [ClusterFact]
    public Task Suspend_and_resume_replicaset_keeps_its_data_and_its_endpoint() => ComesBackAsync("sus-replica", DiskTemplates.ReplicaSet);

    [ClusterFact]
    public async Task Resume_brings_every_workload_back_to_its_own_number_of_pods()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-two", DiskTemplates.TwoWorkloads);
        await cluster.Admin.RunAsync("scale", "deployment", $"{instance.Name}-back", "--replicas=1");
        await Eventually.FoundAsync(async () => (await instance.ListAsync("pods")).Count == 3 ? this : null);

        await instance.Handle.SuspendAsync(cancellationToken: Token);
        Assert.Empty(await instance.ListAsync("pods"));
        await instance.Handle.ResumeAsync(cancellationToken: Token);

        var replicas = (await instance.ListAsync("deployments")).ToDictionary(
            item => item["metadata"]!["name"]!.GetValue<string>(), item => (item["spec"]!["replicas"]!.GetValue<int>(), item["status"]!["availableReplicas"]!.GetValue<int>()));
        Assert.Equal((2, 2), replicas[$"{instance.Name}-front"]);
        Assert.Equal((1, 1), replicas[$"{instance.Name}-back"]);
    }

    [ClusterFact]
    public async Task Suspend_twice_and_resume_twice_succeed_and_change_nothing_more()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-twice", DiskTemplates.Deployment);
        await instance.Handle.ResumeAsync(cancellationToken: Token);
        Assert.Equal(InstanceState.Ready, await instance.StateAsync());

        await instance.Handle.SuspendAsync(cancellationToken: Token);
        var suspended = await OperationAsync(instance.Name);
        await instance.Allocator.SuspendAsync(instance.Name, cancellationToken: Token);
        Assert.Equal(suspended, await OperationAsync(instance.Name));

        await instance.Handle.ResumeAsync(cancellationToken: Token);
        var resumed = await OperationAsync(instance.Name);
        await instance.Allocator.ResumeAsync(instance.Name, cancellationToken: Token);
        Assert.Equal(resumed, await OperationAsync(instance.Name));
        Assert.NotEqual(suspended, resumed);
    }

    [ClusterFact]
    public async Task Suspended_instance_keeps_its_place_is_listed_and_can_be_resumed_and_destroyed_by_another_process()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-place", DiskTemplates.Deployment);
        await using var other = cluster.Allocate("sus-place", DiskTemplates.Deployment, options => options.Disk.Size = "16Mi");
        await instance.Handle.SuspendAsync(cancellationToken: Token);

        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => other.CreateAsync(cancellationToken: Token));
        Assert.Contains($"{instance.Name} of somebody (suspended", refusal.Message, StringComparison.Ordinal);
        var listed = await other.ListAsync(Token).ToListAsync(Token);
        Assert.Equal(InstanceState.Suspended, listed.Single(one => one.Name == instance.Name).State);

        await other.ResumeAsync(instance.Name, cancellationToken: Token);
        Assert.Equal(InstanceState.Ready, await instance.StateAsync());
        await instance.Handle.SuspendAsync(cancellationToken: Token);
        await other.DestroyAsync(instance.Name, cancellationToken: Token);
        await instance.LeavesNothingAsync();
    }

    [ClusterFact(Timeout = 600_000)]
    public async Task Suspended_instance_whose_lease_runs_out_is_taken_away()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-expired", DiskTemplates.Deployment);
        await instance.Handle.SuspendAsync(cancellationToken: Token);
        await instance.Handle.KeepAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(InstanceState.Suspended, await instance.StateAsync());

        await using var reaping = new Reaping(cluster);
        await Eventually.FoundAsync(async () => (await reaping.ReapAsync()).FirstOrDefault(reaped => reaped.Name == instance.Name));
        await instance.LeavesNothingAsync();
    }

    [ClusterFact]
    public async Task Create_with_the_key_of_a_suspended_instance_says_so()
    {
        await using var allocator = cluster.Allocate("sus-key", DiskTemplates.Deployment, options => options.Disk.Size = "16Mi");
        var options = new CreateOptions { IdempotencyKey = "one" };
        await using var handle = await allocator.CreateAsync(options, cancellationToken: Token);
        await handle.SuspendAsync(cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => allocator.CreateAsync(options, cancellationToken: Token));

        Assert.Contains($"'{handle.Name}' of the same idempotency key is suspended. Resume it", failure.Message, StringComparison.Ordinal);
    }

    private async Task ComesBackAsync(string service, string template)
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, service, template);
        await using var endpoint = await instance.Handle.ConnectAsync("echo", Token);
        Assert.Equal("before", await Echo.ExchangeAsync(endpoint, "before"));
        await instance.WriteAsync("precious");
        var claim = (await instance.ClaimAsync())["metadata"]!["uid"]!.GetValue<string>();
        var pod = (await instance.PodAsync())["metadata"]!["uid"]!.GetValue<string>();
        var progress = new ProgressLog();

        await instance.Handle.SuspendAsync(progress, Token);

        Assert.Equal(InstanceState.Suspended, await instance.StateAsync());
        Assert.Empty(await instance.ListAsync("pods"));
        Assert.Equal(claim, (await instance.ClaimAsync())["metadata"]!["uid"]!.GetValue<string>());
        await progress.SeenAsync(report => report.Phase == InstancePhase.Stopping);
        await progress.SeenAsync(report => report.Phase == InstancePhase.Suspended);

        await instance.Handle.ResumeAsync(progress, Token);

        Assert.Equal(InstanceState.Ready, await instance.StateAsync());
        Assert.NotEqual(pod, (await instance.PodAsync())["metadata"]!["uid"]!.GetValue<string>());
        Assert.Equal("after", await Echo.ExchangeAsync(endpoint, "after"));
        Assert.Equal("precious\n", await instance.ReadAsync());
        await progress.SeenAsync(report => report.Phase == InstancePhase.Ready);
        await instance.LeavesNothingAsync();
    }

    private async Task<string> OperationAsync(string name) =>
        (await cluster.Admin.GetJsonAsync("lease", name))["metadata"]!["annotations"]!["allocator.dev/operation"]!.GetValue<string>();
}
