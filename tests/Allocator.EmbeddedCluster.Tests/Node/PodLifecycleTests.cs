using System.Text.Json;

namespace Allocator.Embedded;

public sealed class PodLifecycleTests
{
    [Fact]
    public async Task A_pod_that_runs_passes_through_the_states_of_a_real_one()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "idle");
        await cluster.UntilPhaseAsync("web", "Running");

        var history = cluster.History("web");
        Assert.Equal(["Pending", "Running"], history.Select(status => status.Text("phase")).Where(phase => phase.Length > 0).Distinct());
        var creating = history.First(status => status.Has("containerStatuses"));
        Assert.Equal("ContainerCreating", NodeHarness.ContainerOf(creating).Member("state", "waiting").Text("reason"));
        Assert.False(creating.Has("podIP"));
        Assert.Equal(["Initialized", "Ready", "ContainersReady", "PodScheduled"], Conditions(creating).Keys);
        Assert.Equal("containers with unready status: [main]", Condition(creating, "Ready").Text("message"));
        var running = history[^1];
        Assert.Equal(running.Text("podIP"), running.Member("podIPs").Elements().Single().Text("ip"));
        Assert.StartsWith("127.", running.Text("podIP"), StringComparison.Ordinal);
        Assert.Equal("2030-01-02T03:04:05Z", running.Text("startTime"));
        Assert.All(Conditions(running).Values, status => Assert.Equal("True", status));
        var container = NodeHarness.ContainerOf(running);
        Assert.True(container.Flag("ready") && container.Flag("started"));
        Assert.Equal("docker.io/library/idle:latest", container.Text("image"));
        Assert.Equal(["Scheduled", "Pulling", "Pulled", "Created", "Started"], cluster.Events("web").Select(told => told.Text("reason")));
        Assert.Equal("spec.containers{main}", cluster.Events("web")[^1].Member("involvedObject").Text("fieldPath"));
        Assert.Empty(cluster.Failures);
    }

    [Theory]
    [InlineData(0, "Never", "Succeeded", "Completed")]
    [InlineData(0, "OnFailure", "Succeeded", "Completed")]
    [InlineData(7, "Never", "Failed", "Error")]
    public async Task An_exit_code_decides_the_phase(int exitCode, string policy, string phase, string reason)
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("job", (_, _) => Task.FromResult(exitCode)));

        cluster.CreatePod("job", "job", spec: $"\"restartPolicy\": \"{policy}\"");
        var status = await cluster.UntilPhaseAsync("job", phase);

        var terminated = NodeHarness.ContainerOf(status).Member("state", "terminated");
        Assert.Equal(exitCode, terminated.Number("exitCode"));
        Assert.Equal(reason, terminated.Text("reason"));
        Assert.Equal("False", Conditions(status)["Ready"]);
        Assert.Equal(phase == "Succeeded" ? "PodCompleted" : "ContainersNotReady", Condition(status, "Ready").Text("reason"));
    }

    [Fact]
    public async Task A_container_that_ends_before_it_waits_is_never_seen_running()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("job", (_, _) => Task.FromResult(1)));

        cluster.CreatePod("job", "job", spec: "\"restartPolicy\": \"Never\"");
        await cluster.UntilPhaseAsync("job", "Failed");

        Assert.DoesNotContain(cluster.History("job"), status => NodeHarness.ContainerOf(status).Member("state").Has("running"));
    }

    [Fact]
    public async Task An_exception_is_exit_code_1_and_its_text_is_in_the_log()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("bad", (_, _) => throw new InvalidOperationException("no disk")));

        cluster.CreatePod("bad", "bad", "\"terminationMessagePolicy\": \"FallbackToLogsOnError\"", "\"restartPolicy\": \"Never\"");
        var status = await cluster.UntilPhaseAsync("bad", "Failed");

        var terminated = NodeHarness.ContainerOf(status).Member("state", "terminated");
        Assert.Equal(1, terminated.Number("exitCode"));
        Assert.Contains("InvalidOperationException: no disk", terminated.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_termination_message_is_what_the_container_wrote()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("bad", (container, _) =>
        {
            File.WriteAllText(container.HostPath("/dev/termination-log"), "disk full\n");
            return Task.FromResult(3);
        }));

        cluster.CreatePod("bad", "bad", spec: "\"restartPolicy\": \"Never\"");
        var status = await cluster.UntilPhaseAsync("bad", "Failed");

        Assert.Equal("disk full\n", NodeHarness.ContainerOf(status).Member("state", "terminated").Text("message"));
    }

    [Fact]
    public async Task Init_containers_run_in_order_before_the_others()
    {
        var order = new List<string>();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("step", async (container, _) =>
        {
            await Task.Yield();
            lock (order)
                order.Add(container.ContainerName);
            return 0;
        }));

        cluster.CreatePodOf("web", """
            {
              "initContainers": [ { "name": "one", "image": "step" }, { "name": "two", "image": "step" } ],
              "containers": [ { "name": "main", "image": "idle" } ]
            }
            """);
        var status = await cluster.UntilPhaseAsync("web", "Running");

        Assert.Equal(["one", "two"], order);
        Assert.All(status.Member("initContainerStatuses").Elements(), init => Assert.True(init.Flag("ready")));
        Assert.All(status.Member("initContainerStatuses").Elements(), init => Assert.False(init.Has("started")));
        var first = cluster.History("web").First(state => state.Has("containerStatuses"));
        Assert.Equal("PodInitializing", NodeHarness.ContainerOf(first).Member("state", "waiting").Text("reason"));
        Assert.Equal("containers with incomplete status: [one two]", Condition(first, "Initialized").Text("message"));
    }

    [Fact]
    public async Task An_init_container_that_fails_fails_a_pod_that_never_restarts()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("bad", (_, _) => Task.FromResult(2)));

        cluster.CreatePodOf("web", """
            {
              "restartPolicy": "Never",
              "initContainers": [ { "name": "one", "image": "bad" } ], "containers": [ { "name": "main", "image": "idle" } ]
            }
            """);
        var status = await cluster.UntilPhaseAsync("web", "Failed");

        Assert.Equal("PodInitializing", NodeHarness.ContainerOf(status).Member("state", "waiting").Text("reason"));
    }

    [Fact]
    public async Task A_pod_past_its_deadline_fails_and_its_containers_are_stopped()
    {
        var stopped = new TaskCompletionSource();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("slow", async (_, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            stopped.SetResult();
            return 0;
        }));
        cluster.CreatePod("slow", "slow", spec: "\"activeDeadlineSeconds\": 5");
        await cluster.UntilRunningAsync("slow");

        await cluster.WaitForTimersAsync(1);
        cluster.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("Running", cluster.Status("slow").Text("phase"));
        cluster.Time.Advance(TimeSpan.FromSeconds(0.2));

        var status = await cluster.UntilPhaseAsync("slow", "Failed");
        Assert.Equal("DeadlineExceeded", status.Text("reason"));
        Assert.Equal("Pod was active on the node longer than the specified deadline", status.Text("message"));
        Assert.False(status.Has("conditions"));
        var container = NodeHarness.ContainerOf(status);
        Assert.True(container.Member("state").Has("running") && !container.Flag("ready") && !container.Has("started"));
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_new_image_replaces_the_container()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("other", Behaviors.IdleAsync));
        var pod = cluster.CreatePod("web", "idle");
        await cluster.UntilRunningAsync("web");

        cluster.Core.Operations.Modify(pod, obj => obj["spec"]!["containers"]![0]!["image"] = "other");

        var container = await cluster.UntilRunningAsync("web", restarts: 1);
        Assert.Equal("docker.io/library/other:latest", container.Text("image"));
        Assert.Contains(cluster.Events("web"), told => told.Text("message") == "Container main definition changed, will be restarted");
    }

    private static Dictionary<string, string> Conditions(JsonElement status) =>
        status.Member("conditions").Elements().ToDictionary(condition => condition.Text("type"), condition => condition.Text("status"));

    private static JsonElement Condition(JsonElement status, string type) =>
        status.Member("conditions").Elements().Single(condition => condition.Text("type") == type);
}
