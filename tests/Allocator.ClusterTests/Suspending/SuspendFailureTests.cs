namespace Allocator;

/// <summary>What cannot be suspended is refused before anything is changed; what fails on the way says why, and can be finished.</summary>
public sealed class SuspendFailureTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public Task Suspend_bare_pod_is_refused_and_unchanged() => IsRefusedAsync("sus-no-pod", EchoTemplates.Pod, "it has a Pod");

    [ClusterFact]
    public Task Suspend_job_is_refused_and_unchanged() => IsRefusedAsync("sus-no-job", EchoTemplates.Job, "it has a Job");

    [ClusterFact]
    public Task Suspend_daemonset_is_refused_and_unchanged() => IsRefusedAsync("sus-no-daemon", DiskTemplates.DaemonSet, "it has a DaemonSet");

    [ClusterFact]
    public Task Suspend_instance_without_pods_is_refused_and_unchanged() => IsRefusedAsync("sus-no-pods", EchoTemplates.ConfigMap, "it has no pods");

    [ClusterFact]
    public async Task Suspend_foreign_instance_does_not_find_it()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-foreign", DiskTemplates.Deployment);
        await using var other = cluster.Allocate("sus-foreign", DiskTemplates.Deployment, identity: "somebody else");

        await Assert.ThrowsAsync<InstanceNotFoundException>(() => other.SuspendAsync(instance.Name, cancellationToken: Token));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => other.ResumeAsync(instance.Name, cancellationToken: Token));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => other.ResetDiskAsync(instance.Name, cancellationToken: Token));
    }

    [ClusterFact]
    public async Task Suspend_of_a_lost_instance_says_so()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-lost", DiskTemplates.Deployment);
        await instance.Allocator.DestroyAsync(instance.Name, new DestroyOptions { WaitUntilGone = true }, Token);

        await Assert.ThrowsAsync<InstanceLostException>(() => instance.Handle.SuspendAsync(cancellationToken: Token));
    }

    [ClusterFact]
    public async Task Suspend_pod_that_does_not_end_names_it_and_can_be_finished_by_another_process()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-slow", DiskTemplates.Deployment, options => options.SuspendTimeout = TimeSpan.FromSeconds(20));
        await using var other = cluster.Allocate("sus-slow", DiskTemplates.Deployment);
        var pod = (await instance.PodAsync())["metadata"]!["name"]!.GetValue<string>();
        await using (await HeldPod.HoldAsync(cluster, pod))
        {
            var failure = await Assert.ThrowsAsync<AllocatorException>(() => instance.Handle.SuspendAsync(cancellationToken: Token));

            Assert.Contains($"pod {pod} (terminating)", failure.Message, StringComparison.Ordinal);
            Assert.Equal(InstanceState.Suspending, await instance.StateAsync());
        }

        await other.SuspendAsync(instance.Name, cancellationToken: Token);

        Assert.Equal(InstanceState.Suspended, await instance.StateAsync());
        Assert.Empty(await instance.ListAsync("pods"));
    }

    [ClusterFact]
    public async Task Resume_while_another_process_suspends_is_refused_and_the_suspension_goes_on()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-busy", DiskTemplates.Deployment);
        await using var other = cluster.Allocate("sus-busy", DiskTemplates.Deployment);
        var pod = (await instance.PodAsync())["metadata"]!["name"]!.GetValue<string>();
        var progress = new ProgressLog();
        Task suspending;
        await using (await HeldPod.HoldAsync(cluster, pod))
        {
            suspending = instance.Handle.SuspendAsync(progress, Token);
            await progress.SeenAsync(report => report.Message.Contains($"pod {pod} (terminating)", StringComparison.Ordinal));

            var busy = await Assert.ThrowsAsync<InstanceBusyException>(() => other.ResumeAsync(instance.Name, cancellationToken: Token));

            Assert.Equal((instance.Name, InstanceState.Suspending), (busy.Name, busy.State));
        }

        await suspending;
        Assert.Equal(InstanceState.Suspended, await instance.StateAsync());
    }

    [ClusterFact]
    public async Task Cancelled_suspension_is_undone_by_resuming_at_once()
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, "sus-cancel", DiskTemplates.Deployment);
        await instance.WriteAsync("precious");
        var pod = (await instance.PodAsync())["metadata"]!["name"]!.GetValue<string>();
        var progress = new ProgressLog();
        using var cancel = new CancellationTokenSource();
        await using (await HeldPod.HoldAsync(cluster, pod))
        {
            var suspending = instance.Handle.SuspendAsync(progress, cancel.Token);
            await progress.SeenAsync(report => report.Message.Contains($"pod {pod} (terminating)", StringComparison.Ordinal));
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => suspending);
        }

        await instance.Handle.ResumeAsync(cancellationToken: Token);

        Assert.Equal(InstanceState.Ready, await instance.StateAsync());
        Assert.Equal("precious\n", await instance.ReadAsync());
    }

    [ClusterFact]
    public async Task Resume_that_fails_tells_the_whole_diagnosis_and_the_instance_stays()
    {
        await using var instance = await SuspendableInstance.CreateAsync(
            cluster, "sus-broken", DiskTemplates.Deployment, options => options.Readiness.TransientPullGrace = TimeSpan.FromSeconds(1));
        await instance.WriteAsync("precious");
        await instance.Handle.SuspendAsync(cancellationToken: Token);
        await SetImageAsync(instance.Name, "registry.local/no-such-image:9");

        var failure = await Assert.ThrowsAsync<InstanceFailedException>(() => instance.Handle.ResumeAsync(cancellationToken: Token));

        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        Assert.Equal((InstanceFailureReason.ImagePull, true), (failure.Reason, failure.IsKept));
        Assert.Contains("registry.local/no-such-image:9", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{nameof(InstanceHandle.ResumeAsync)} tries again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Resuming, await instance.StateAsync());

        await SetImageAsync(instance.Name, Workloads.Image);
        // The pod that cannot start is there until its controller has seen the change.
        await Eventually.EmptyAsync(async () => [.. (await instance.ListAsync("pods")).Select(ImageOf).Where(image => image != Workloads.Image)]);
        await instance.Handle.ResumeAsync(cancellationToken: Token);
        Assert.Equal("precious\n", await instance.ReadAsync());
    }

    private async Task IsRefusedAsync(string service, string template, string why)
    {
        await using var instance = await SuspendableInstance.CreateAsync(cluster, service, template, options => options.Lease = Timeout.InfiniteTimeSpan);
        var before = await VersionAsync(instance.Name);

        var suspend = await Assert.ThrowsAsync<AllocatorException>(() => instance.Handle.SuspendAsync(cancellationToken: Token));
        var reset = await Assert.ThrowsAsync<AllocatorException>(() => instance.Allocator.ResetDiskAsync(instance.Name, cancellationToken: Token));

        Assert.Contains($"cannot be suspended: {why}", suspend.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", suspend.Message, StringComparison.Ordinal);
        Assert.Contains($"cannot be reset: {why}", reset.Message, StringComparison.Ordinal);
        Assert.Equal(before, await VersionAsync(instance.Name));
    }

    private static string ImageOf(System.Text.Json.Nodes.JsonNode pod) => pod["spec"]!["containers"]![0]!["image"]!.GetValue<string>();

    private Task<string> SetImageAsync(string deployment, string image) => cluster.Admin.RunAsync(
        "patch", "deployment", deployment, "--type=json", "--patch", $$"""[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"{{image}}"}]""");

    private async Task<string> VersionAsync(string name) => (await cluster.Admin.GetJsonAsync("lease", name))["metadata"]!["resourceVersion"]!.GetValue<string>();
}
