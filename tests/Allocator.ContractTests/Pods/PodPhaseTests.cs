namespace Allocator.Contract;

public sealed class PodPhaseTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private static readonly (string, string, string) s_true = ("True", "", "");

    [ContractFact]
    public async Task Pod_that_ends_well_is_pending_then_running_then_succeeded()
    {
        // Each state lasts until it has been seen, because a node that is busy tells only the latest.
        var watching = ns.WatchFromCreationAsync(
            Build.Pod(
                "well",
                "while ! test -f /signal/end; do sleep 0.1; done",
                """
                {"readinessProbe": {"exec": {"command": ["cat", "/signal/ready"]}, "periodSeconds": 1, "timeoutSeconds": 30},
                 "volumeMounts": [{"name": "signal", "mountPath": "/signal"}]}
                """,
                """{"restartPolicy": "Never", "volumes": [{"name": "signal", "emptyDir": {}}]}"""),
            pod => pod.Text("status.phase") == "Succeeded");
        await ns.UntilPodAsync("well", now => now.Container().Read<bool>("started") && now.Condition("Ready").Status == "False");
        (await ns.ExecAsync("well", "echo > /signal/ready")).EnsureSuccess();
        await ns.UntilReadyAsync("well");
        // This ends the container, and perhaps itself before it can tell its exit code.
        await ns.ExecAsync("well", "echo > /signal/end");
        var states = await watching;

        Assert.Equal(["Pending", "Running", "Succeeded"], states.Select(pod => pod.Text("status.phase")).Distinct());
        Assert.Equal(["", "False", "True", "False"], Steps(states.Select(pod => pod.Condition("Ready").Status)));
    }

    [ContractFact]
    public async Task Pod_before_it_runs_is_scheduled_first_then_its_containers_are_created()
    {
        // Its containers are not created until this volume can be mounted, so that it is seen that they are to be.
        var watching = ns.WatchFromCreationAsync(
            Build.Pod(
                "first",
                "sleep 600",
                """{"volumeMounts": [{"name": "late", "mountPath": "/late"}]}""",
                """{"restartPolicy": "Never", "volumes": [{"name": "late", "configMap": {"name": "late"}}]}"""),
            pod => pod.Text("status.phase") == "Running");
        await ns.UntilPodAsync("first", now => now.Container() is not null);
        await ns.CreateAsync(Build.ConfigMap("late"));
        var states = await watching;

        Assert.Empty(states[0].List("status.conditions"));
        Assert.Empty(states[0].Text("spec.nodeName"));
        var scheduled = states.First(pod => pod.Condition("PodScheduled").Status == "True");
        Assert.NotEmpty(scheduled.Text("spec.nodeName"));
        Assert.Null(scheduled.Container());
        var creating = states.First(pod => pod.Container() is not null);
        Assert.Equal("ContainerCreating", creating.Container().Text("state.waiting.reason"));
        Assert.Equal("", creating.Text("status.podIP"));
        Assert.Equal(("False", "ContainersNotReady", "containers with unready status: [main]"), creating.Condition("Ready"));
        Assert.Equal(s_true, creating.Condition("Initialized"));
    }

    [ContractFact]
    public async Task Running_pod_has_addresses_a_start_time_and_true_conditions()
    {
        await ns.CreateAsync(Build.Pod("running", "sleep 600"));

        var pod = await ns.UntilReadyAsync("running");

        Assert.Equal("Running", pod.Text("status.phase"));
        Assert.Equal(["Initialized", "Ready", "ContainersReady", "PodScheduled"], pod.List("status.conditions").Select(item => item.Text("type")));
        Assert.All(["Initialized", "Ready", "ContainersReady", "PodScheduled"], type => Assert.Equal(s_true, pod.Condition(type)));
        Assert.NotEmpty(pod.Text("status.podIP"));
        Assert.Equal(pod.Text("status.podIP"), pod.Text("status.podIPs.0.ip"));
        Assert.NotEmpty(pod.Text("status.hostIP"));
        Assert.NotEqual(default, pod.Read<DateTimeOffset>("status.startTime"));
    }

    [ContractFact]
    public async Task Running_container_is_ready_and_started_and_has_not_restarted()
    {
        await ns.CreateAsync(Build.Pod("container", "sleep 600"));

        var container = (await ns.UntilReadyAsync("container")).Container();

        Assert.Equal(ContractCluster.Image, container.Text("image"));
        Assert.Equal((true, true, 0), (container.Read<bool>("ready"), container.Read<bool>("started"), container.Read<int>("restartCount")));
        Assert.NotEqual(default, container.Read<DateTimeOffset>("state.running.startedAt"));
        Assert.Equal("{}", container.Node("lastState")!.ToJsonString());
        Assert.Contains("://", container.Text("containerID"), StringComparison.Ordinal);
        Assert.NotEmpty(container.Text("imageID"));
    }

    [ContractFact]
    public async Task Succeeded_pod_has_conditions_of_reason_pod_completed()
    {
        var pod = await ns.RunAsync(Build.Pod("completed", "true"));

        Assert.Equal("Succeeded", pod.Text("status.phase"));
        Assert.Equal(("True", "PodCompleted", ""), pod.Condition("Initialized"));
        Assert.Equal(("False", "PodCompleted", ""), pod.Condition("Ready"));
        Assert.Equal(("False", "PodCompleted", ""), pod.Condition("ContainersReady"));
        Assert.Equal(s_true, pod.Condition("PodScheduled"));
        Assert.Equal(("Completed", 0), (pod.Container().Text("state.terminated.reason"), pod.Container().Read<int>("state.terminated.exitCode")));
        Assert.Equal((false, false), (pod.Container().Read<bool>("ready"), pod.Container().Read<bool>("started")));
    }

    [ContractFact]
    public async Task Pod_that_ends_badly_has_failed_with_its_exit_code()
    {
        var pod = await ns.RunAsync(Build.Pod("badly", "exit 3"));

        var ended = pod.Container().Node("state.terminated");
        Assert.Equal(("Failed", "Error", 3), (pod.Text("status.phase"), ended.Text("reason"), ended.Read<int>("exitCode")));
        Assert.True(ended.Read<DateTimeOffset>("startedAt") <= ended.Read<DateTimeOffset>("finishedAt"));
        Assert.Equal(("False", "ContainersNotReady", "containers with unready status: [main]"), pod.Condition("Ready"));
        Assert.Equal(s_true, pod.Condition("Initialized"));
    }

    [ContractFact]
    public async Task Pod_of_two_containers_runs_until_both_have_ended_and_fails_if_one_did()
    {
        var pod = Build.Pod("two", "exit 4", spec: """{"volumes": [{"name": "signal", "emptyDir": {}}], "restartPolicy": "Never"}""");
        pod["spec"]!["containers"]!.AsArray().Add(Build.Container(
            "while ! test -f /signal/end; do sleep 0.1; done", """{"name": "other", "volumeMounts": [{"name": "signal", "mountPath": "/signal"}]}"""));
        await ns.CreateAsync(pod);

        var half = await ns.UntilPodAsync("two", now => now.Container().Node("state.terminated") is not null && now.Container("other").Read<bool>("ready"));
        Assert.Equal("Running", half.Text("status.phase"));
        Assert.Equal(("False", "ContainersNotReady", "containers with unready status: [main]"), half.Condition("Ready"));

        await ns.Client.ExecAsync(
            ns.Name, "two", ["sh", "-c", "echo > /signal/end"], new() { Container = "other" }, TestContext.Current.CancellationToken);
        var ended = await ns.UntilPhaseAsync("two", "Failed");
        Assert.Equal(0, ended.Container("other").Read<int>("state.terminated.exitCode"));
    }

    [ContractFact]
    public async Task Pod_past_its_active_deadline_has_failed_with_reason_deadline_exceeded()
    {
        var created = await ns.CreateAsync(Build.Pod("deadline", "sleep 600", spec: """{"activeDeadlineSeconds": 1, "restartPolicy": "Never"}"""));

        var pod = await ns.UntilPhaseAsync("deadline", "Failed");

        Assert.Equal("DeadlineExceeded", pod.Text("status.reason"));
        Assert.Equal("Pod was active on the node longer than the specified deadline", pod.Text("status.message"));
        await ns.UntilEventAsync(created.Uid(), "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    }

    [ContractFact]
    public async Task Termination_message_is_what_the_container_wrote_to_its_file()
    {
        var pod = await ns.RunAsync(Build.Pod("message", "echo the disk is full > /dev/termination-log; echo logged; exit 1"));

        Assert.Equal("the disk is full\n", pod.Container().Text("state.terminated.message"));
    }

    [ContractFact]
    public async Task Termination_message_of_a_container_that_ends_badly_falls_back_to_its_log_if_asked()
    {
        var pod = await ns.RunAsync(Build.Pod("fallback", "echo last words; exit 1", """{"terminationMessagePolicy": "FallbackToLogsOnError"}"""));

        Assert.Equal("last words\n", pod.Container().Text("state.terminated.message"));
    }

    [ContractFact]
    public async Task Termination_message_is_absent_if_nothing_was_written()
    {
        var pod = await ns.RunAsync(Build.Pod("silent", "echo last words; exit 1"));

        Assert.Null(pod.Container().Node("state.terminated.message"));
    }

    /// <summary>A sequence without its repetitions.</summary>
    private static IEnumerable<string> Steps(IEnumerable<string> values)
    {
        string? before = null;
        foreach (var value in values)
        {
            if (value != before)
                yield return value;
            before = value;
        }
    }
}
