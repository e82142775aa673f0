namespace Allocator.Embedded;

public sealed class DeletionTests
{
    [Fact]
    public async Task A_container_that_heeds_its_token_goes_at_once()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("good", async (_, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return 0;
        }));
        cluster.CreatePod("good", "good");
        await cluster.UntilRunningAsync("good");

        cluster.Delete("good");
        await cluster.UntilGoneAsync("good");

        var terminated = NodeHarness.ContainerOf(cluster.History("good")[^1]).Member("state", "terminated");
        Assert.Equal(143, terminated.Number("exitCode"));
        Assert.Equal("Stopping container main", Assert.Single(cluster.Events("good"), told => told.Text("reason") == "Killing").Text("message"));
        Assert.Empty(cluster.Failures);
    }

    [Fact]
    public async Task A_stubborn_container_is_abandoned_after_its_grace_period()
    {
        var isKilled = new TaskCompletionSource();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("stubborn", async (container, _) =>
        {
            container.Killed.Register(() => isKilled.SetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            return 0;
        }));
        cluster.CreatePod("stubborn", "stubborn", spec: "\"terminationGracePeriodSeconds\": 20");
        await cluster.UntilRunningAsync("stubborn");

        cluster.Delete("stubborn");
        await cluster.UntilEventAsync("stubborn", "Killing");
        await cluster.WaitForTimersAsync(1);
        cluster.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(isKilled.Task.IsCompleted);
        Assert.True(cluster.Container("stubborn").Member("state").Has("running"));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));

        await cluster.UntilGoneAsync("stubborn");
        Assert.Equal(137, NodeHarness.ContainerOf(cluster.History("stubborn")[^1]).Member("state", "terminated").Number("exitCode"));
        await isKilled.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_pod_that_is_deleted_without_grace_is_stopped_all_the_same()
    {
        var ended = new TaskCompletionSource();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("good", async (container, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            ended.SetResult();
            return 0;
        }));
        cluster.CreatePod("good", "good");
        await cluster.UntilRunningAsync("good");

        cluster.Delete("good", gracePeriodSeconds: 0);

        Assert.Null(cluster.FindPod("good"));
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_pod_of_the_same_name_runs_while_the_one_before_ends()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("stubborn", Behaviors.StubbornAsync));
        cluster.CreatePod("web", "stubborn");
        var first = (await cluster.UntilPhaseAsync("web", "Running")).Text("podIP");

        cluster.Delete("web", gracePeriodSeconds: 0);
        cluster.CreatePod("web", "idle");

        var second = (await cluster.UntilPhaseAsync("web", "Running")).Text("podIP");
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_finished_pod_goes_at_once()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("job", (_, _) => Task.FromResult(0)));
        cluster.CreatePod("job", "job", spec: "\"restartPolicy\": \"Never\"");
        await cluster.UntilPhaseAsync("job", "Succeeded");

        cluster.Delete("job");

        Assert.Null(cluster.FindPod("job"));
    }
}
