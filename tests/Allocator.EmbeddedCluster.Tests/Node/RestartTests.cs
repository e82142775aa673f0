namespace Allocator.Embedded;

public sealed class RestartTests
{
    [Theory]
    [InlineData(1, "Error")]
    [InlineData(0, "Completed")]
    public async Task A_container_that_ends_is_restarted_at_once_then_after_10_20_and_40_seconds(int exitCode, string reason)
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("crash", async (_, _) =>
        {
            await Task.Yield();
            return exitCode;
        }));

        var pod = cluster.CreatePod("crash", "crash");

        foreach (var (restarts, seconds, text) in ((int, int, string)[])[
            (1, 10, "10s"), (2, 20, "20s"), (3, 40, "40s"), (4, 80, "1m20s"), (5, 160, "2m40s"), (6, 300, "5m0s"), (7, 300, "5m0s")])
        {
            var waiting = await cluster.UntilContainerAsync("crash", status =>
                status.Number("restartCount") == restarts && status.Member("state", "waiting").Text("reason") == "CrashLoopBackOff");
            Assert.Equal(
                $"back-off {text} restarting failed container=main pod=crash_test({pod.Uid})", waiting.Member("state", "waiting").Text("message"));
            Assert.Equal(reason, waiting.Member("lastState", "terminated").Text("reason"));
            Assert.Equal(exitCode, waiting.Member("lastState", "terminated").Number("exitCode"));
            await cluster.WaitForTimersAsync(1);
            cluster.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Equal(restarts, cluster.Container("crash").Number("restartCount"));
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("Running", cluster.Status("crash").Text("phase"));
        var backOff = Assert.Single(cluster.Events("crash"), told => told.Text("reason") == "BackOff");
        Assert.Equal("Back-off restarting failed container", backOff.Text("message"));
        Assert.Empty(cluster.Failures);
    }

    [Fact]
    public async Task Ten_quiet_minutes_reset_the_back_off()
    {
        var ends = new List<TaskCompletionSource<int>>();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("crash", (_, _) =>
        {
            var end = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (ends)
                ends.Add(end);
            return end.Task;
        }));
        cluster.CreatePod("crash", "crash");
        await cluster.UntilRunningAsync("crash");
        ends[0].SetResult(1);
        await cluster.UntilRunningAsync("crash", restarts: 1);

        cluster.Time.Advance(TimeSpan.FromMinutes(21));
        ends[1].SetResult(1);

        await cluster.UntilRunningAsync("crash", restarts: 2);
        ends[2].SetResult(1);
        var waiting = await cluster.UntilWaitingAsync("crash", "CrashLoopBackOff");
        Assert.StartsWith("back-off 10s", waiting.Member("state", "waiting").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_failure_restarts_until_success()
    {
        var runs = 0;
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("job", async (_, _) =>
        {
            await Task.Yield();
            return Interlocked.Increment(ref runs) == 2 ? 0 : 1;
        }));

        cluster.CreatePod("job", "job", spec: "\"restartPolicy\": \"OnFailure\"");
        var status = await cluster.UntilPhaseAsync("job", "Succeeded");

        Assert.Equal(1, NodeHarness.ContainerOf(status).Number("restartCount"));
        Assert.Equal(1, NodeHarness.ContainerOf(status).Member("lastState", "terminated").Number("exitCode"));
    }

    [Fact]
    public async Task A_failing_init_container_is_restarted_while_the_pod_stays_pending()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("bad", (_, _) => Task.FromResult(2)));

        cluster.CreatePodOf(
            "web", """{ "initContainers": [ { "name": "one", "image": "bad" } ], "containers": [ { "name": "main", "image": "idle" } ] }""");
        var init = await cluster.UntilWaitingAsync("web", "CrashLoopBackOff", "one");

        Assert.Equal(1, init.Number("restartCount"));
        Assert.Equal("Pending", cluster.Status("web").Text("phase"));
    }
}
