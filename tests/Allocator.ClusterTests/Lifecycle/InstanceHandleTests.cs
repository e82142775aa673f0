namespace Allocator;

/// <summary>What a handle does for its creator, and one that another process opens.</summary>
public sealed class InstanceHandleTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task OpenAsync_from_another_process_reaches_the_instance_and_does_not_destroy_it()
    {
        var identity = new CallerIdentity("test", "opener") { Credentials = new Dictionary<string, string> { ["token"] = "open sesame" } };
        await using var creator = cluster.Allocate("open-echo", EchoTemplates.Pod, identity);
        await using var visitor = cluster.Allocate("open-echo", EchoTemplates.Pod, new CallerIdentity("test", "opener"));
        await using var created = await creator.CreateAsync(cancellationToken: Token);

        await using (var opened = await visitor.OpenAsync(created.Name, Token))
        {
            await using var endpoint = await opened.ConnectAsync("echo", Token);
            Assert.Equal("from afar", await Echo.ExchangeAsync(endpoint, "from afar"));
            var written = await opened.ExecAsync(["sh", "-c", "echo logged > /proc/1/fd/1; echo done"], cancellationToken: Token);
            Assert.Equal((0, "done\n"), (written.ExitCode, written.StandardOutput));
            // It comes to the log a little later.
            Assert.Equal("logged\n", await Eventually.FoundAsync(async () => await opened.ReadLogsAsync(cancellationToken: Token) is { Length: > 0 } log ? log : null));
            Assert.Equal("open sesame", (await opened.GetSecretAsync(Token))["token"]);
            Assert.False(opened.Lost.CanBeCanceled);
        }

        Assert.Equal((created.Instance.Uid, InstanceState.Ready), await StateAsync(creator, created.Name));
    }

    [ClusterFact]
    public async Task ConnectAllAsync_opens_the_declared_ports_by_their_names()
    {
        await using var allocator = cluster.Allocate("all-ports", EchoTemplates.Deployment);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var endpoints = await handle.ConnectAllAsync(Token);

        Assert.Equal(7000, endpoints.Single(endpoint => endpoint.Name == "echo").ContainerPort);
        foreach (var endpoint in endpoints)
        {
            Assert.Equal("hello", await Echo.ExchangeAsync(endpoint, "hello"));
            await endpoint.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task OpenConnectionAsync_is_one_connection_without_a_listener()
    {
        await using var allocator = cluster.Allocate("one-connection", EchoTemplates.Deployment);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var ports = await handle.GetPortsAsync(Token);
        await using var byName = await handle.OpenConnectionAsync("tcp-echo", Token);
        await using var byNumber = await handle.OpenConnectionAsync(7000, Token);

        Assert.Equal([("echo", 7000, 70), ("tcp-echo", 7000, 70)], ports.OrderBy(port => port.Name).Select(port => (port.Name!, port.Number, port.ClusterPort)));
        Assert.Equal("by name", await Echo.ExchangeAsync(byName, "by name"));
        Assert.Equal("by number", await Echo.ExchangeAsync(byNumber, "by number"));
    }

    [ClusterFact]
    public async Task ReadEventsAsync_tells_what_the_cluster_reported()
    {
        await using var allocator = cluster.Allocate("reported", Workloads.Deployment("sleep 600"));
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var events = await Eventually.FoundAsync(async () =>
            await handle.ReadEventsAsync(Token) is var all && all.Any(e => e.Reason == "Scheduled") ? all : null);

        var scheduled = events.First(e => e.Reason == "Scheduled");
        Assert.StartsWith($"Pod {handle.Name}", scheduled.Subject, StringComparison.Ordinal);
        Assert.Equal("Normal", scheduled.Type);
        Assert.Equal(events.OrderByDescending(e => e.LastSeen).Select(e => e.LastSeen), events.Select(e => e.LastSeen));
    }

    [ClusterFact]
    public async Task DescribeAsync_tells_pods_events_and_logs_and_no_secret()
    {
        var identity = new CallerIdentity("test", "describer") { Credentials = new Dictionary<string, string> { ["token"] = "open sesame" } };
        await using var allocator = cluster.Allocate("described", Workloads.Deployment("echo my token is open sesame; sleep 600"), identity);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        // Events and log lines come a little later than the readiness.
        var description = await Eventually.FoundAsync(async () =>
            await handle.DescribeAsync(cancellationToken: Token) is var text && text.Contains("my token", StringComparison.Ordinal) && text.Contains("Scheduled", StringComparison.Ordinal)
                ? text
                : null);

        Assert.Contains("Running, ready", description, StringComparison.Ordinal);
        Assert.Contains("| my token is ***", description, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", description, StringComparison.Ordinal);
        Assert.DoesNotContain("| my token", await handle.DescribeAsync(TimeSpan.Zero, new CancellationToken(canceled: true)), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task DisposeAsync_twice_destroys_once()
    {
        await using var allocator = cluster.Allocate("dispose-twice", EchoTemplates.ConfigMap);
        var handle = await allocator.CreateAsync(cancellationToken: Token);

        await handle.DisposeAsync();
        await handle.DisposeAsync();

        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task DisposeAsync_after_somebody_else_destroyed_the_instance_does_not_throw()
    {
        await using var allocator = cluster.Allocate("dispose-late", EchoTemplates.ConfigMap);
        var handle = await allocator.CreateAsync(cancellationToken: Token);
        await allocator.DestroyAsync(handle.Name, new DestroyOptions { WaitUntilGone = true }, Token);

        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
        await handle.DisposeAsync();

        Assert.Empty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task Lost_root_is_deleted_by_somebody_else_is_cancelled()
    {
        await using var allocator = cluster.Allocate("lost-root", EchoTemplates.ConfigMap, options => options.Lease = TimeSpan.FromSeconds(10));
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = handle.Lost.Register(lost.SetResult);

        await cluster.Admin.RunAsync("delete", "lease", handle.Name);

        // The next renewal is due after a quarter of the lease.
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(3), Token);
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => allocator.GetAsync(handle.Name, Token));
    }

    [ClusterFact]
    public async Task Lost_own_deletion_that_takes_longer_than_a_renewal_is_not_cancelled()
    {
        await using var allocator = cluster.Allocate("lost-own", EchoTemplates.ConfigMap, options => options.Lease = TimeSpan.FromSeconds(10));
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var held = await HeldObject.HoldAsync(cluster, handle.Name);

        await Assert.ThrowsAsync<AllocatorException>(() =>
            handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true, Timeout = TimeSpan.FromSeconds(4) }, Token));

        Assert.False(handle.Lost.IsCancellationRequested);
    }

    private static async Task<(string Uid, InstanceState State)> StateAsync(InstanceAllocator allocator, string name)
    {
        var instance = await allocator.GetAsync(name, Token);
        return (instance.Uid, instance.State);
    }
}
