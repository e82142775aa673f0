namespace Allocator;

public sealed class FollowLogsTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task FollowLogsAsync_gives_lines_as_they_come_and_ends_with_the_instance()
    {
        await using var allocator = cluster.Allocate("follow", EchoTemplates.Pod);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await SayAsync(handle, "first");
        await using var lines = handle.FollowLogsAsync(cancellationToken: Token).GetAsyncEnumerator(Token);

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(new InstanceLogLine(handle.Name, "echo", "first"), lines.Current);
        await SayAsync(handle, "second");
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("second", lines.Current.Text);
        await handle.DestroyAsync(cancellationToken: Token);
        Assert.False(await lines.MoveNextAsync());
    }

    [ClusterFact]
    public async Task FollowLogsAsync_goes_on_with_the_pod_that_replaces_another()
    {
        await using var allocator = cluster.Allocate("follow-next", Workloads.Deployment("echo I am $HOSTNAME; sleep 600"));
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var lines = handle.FollowLogsAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await lines.MoveNextAsync());
        var first = lines.Current;
        Assert.Equal($"I am {first.Pod}", first.Text);

        await cluster.Admin.RunAsync("delete", "pod", first.Pod, "--wait=false");

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal($"I am {lines.Current.Pod}", lines.Current.Text);
        Assert.NotEqual(first.Pod, lines.Current.Pod);
    }

    [ClusterFact]
    public async Task FollowLogsAsync_of_a_job_ends_with_the_last_line()
    {
        const string Job = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{ .Name }}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: registry.local/busybox:1.35
                    command: [sh, -c, "echo one; echo two"]
            """;
        await using var allocator = cluster.Allocate("follow-job", Job);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var lines = await handle.FollowLogsAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(["one", "two"], lines.Select(line => line.Text));
    }

    private static async Task SayAsync(InstanceHandle handle, string text) =>
        (await handle.ExecAsync(["sh", "-c", $"echo {text} > /proc/1/fd/1"], cancellationToken: Token)).EnsureSuccess();
}
