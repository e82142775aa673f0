namespace Allocator.Contract;

public sealed class PodDeletionTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Graceful = """{"terminationGracePeriodSeconds": 30}""";

    [ContractFact]
    public async Task Delete_running_pod_answers_the_pod_with_its_deletion_time_and_grace_period()
    {
        await ns.CreateAsync(Build.Pod("answer", "trap 'sleep 1; exit' TERM; sleep 600 & wait", spec: Graceful));
        await ns.UntilReadyAsync("answer");

        var deleted = await ns.DeleteAsync("pods", "answer");

        Assert.Equal(("Pod", "answer"), (deleted.Text("kind"), deleted.Name()));
        Assert.Equal(30, deleted.Read<int>("metadata.deletionGracePeriodSeconds"));
        // The time by which it should be gone, not the time of the request.
        Assert.True(deleted.Read<DateTimeOffset>("metadata.deletionTimestamp") > deleted.Read<DateTimeOffset>("status.startTime").AddSeconds(29));
        await ns.UntilGoneAsync("pods", "answer");
    }

    [ContractFact]
    public async Task Delete_sends_a_term_signal_that_the_container_may_handle()
    {
        var uid = (await ns.CreateAsync(Build.Pod("term", "trap 'echo goodbye; sleep 1; exit' TERM; echo ready; sleep 600 & wait", spec: Graceful))).Uid();
        await ns.UntilReadyAsync("term");
        // Followed before it is told to end: the log goes with the pod.
        await using var log = await ns.Client.ReadLogsAsync(ns.Name, "term", new() { Follow = true }, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(log);
        Assert.Equal("ready", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        await ns.DeleteAsync("pods", "term");

        // A kubelet may put its own "rpc error … NotFound" behind it, when the container goes before the stream.
        Assert.Equal("goodbye", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await ns.UntilGoneAsync("pods", "term");
        var killing = await ns.UntilEventAsync(uid, "Killing");
        Assert.Equal(("Normal", "Stopping container main"), (killing.Text("type"), killing.Text("message")));
    }

    [ContractFact]
    public async Task Delete_kills_a_container_that_ignores_the_term_signal_after_the_grace_period()
    {
        await ns.CreateAsync(Build.Pod("kill", "trap '' TERM; echo deaf; while true; do sleep 1; done", spec: """{"terminationGracePeriodSeconds": 2}"""));
        await ns.UntilLoggedAsync("kill", "deaf\n");
        var start = TimeProvider.System.GetTimestamp();

        await ns.DeleteAsync("pods", "kill");
        await ns.UntilGoneAsync("pods", "kill");

        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(1.9));
    }

    [ContractFact]
    public async Task Delete_with_a_grace_period_uses_that_one()
    {
        await ns.CreateAsync(Build.Pod("own", "trap '' TERM; echo deaf; while true; do sleep 1; done", spec: Graceful));
        await ns.UntilLoggedAsync("own", "deaf\n");

        var deleted = await ns.DeleteAsync("pods", "own", """{"gracePeriodSeconds": 1}""");

        Assert.Equal(1, deleted.Read<int>("metadata.deletionGracePeriodSeconds"));
        await ns.UntilGoneAsync("pods", "own");
    }

    [ContractFact]
    public async Task Delete_with_grace_period_0_removes_the_object_at_once()
    {
        await ns.CreateAsync(Build.Pod("at-once", "trap '' TERM; while true; do sleep 1; done", spec: Graceful));
        await ns.UntilReadyAsync("at-once");

        await ns.DeleteAsync("pods", "at-once", """{"gracePeriodSeconds": 0}""");

        (await ns.Api.GetAsync(ns.Path("pods", "at-once"))).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task Delete_again_may_shorten_the_grace_period_but_not_lengthen_it()
    {
        await ns.CreateAsync(Build.Pod("again", "trap '' TERM; echo deaf; while true; do sleep 1; done", spec: Graceful));
        await ns.UntilLoggedAsync("again", "deaf\n");

        await ns.DeleteAsync("pods", "again");
        var longer = await ns.DeleteAsync("pods", "again", """{"gracePeriodSeconds": 60}""");
        var shorter = await ns.DeleteAsync("pods", "again", """{"gracePeriodSeconds": 1}""");

        Assert.Equal((30, 1), (longer.Read<int>("metadata.deletionGracePeriodSeconds"), shorter.Read<int>("metadata.deletionGracePeriodSeconds")));
        await ns.UntilGoneAsync("pods", "again");
    }

    [ContractFact]
    public async Task Delete_pod_that_has_no_node_removes_it_at_once()
    {
        await ns.CreateAsync(Build.Pod("nowhere", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}, "terminationGracePeriodSeconds": 30}"""));
        await ns.UntilPodAsync("nowhere", now => now.Condition("PodScheduled").Status == "False");

        await ns.DeleteAsync("pods", "nowhere");

        (await ns.Api.GetAsync(ns.Path("pods", "nowhere"))).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task Delete_pod_that_has_ended_removes_it_at_once()
    {
        await ns.RunAsync(Build.Pod("ended", "true", spec: """{"terminationGracePeriodSeconds": 30, "restartPolicy": "Never"}"""));

        await ns.DeleteAsync("pods", "ended");

        (await ns.Api.GetAsync(ns.Path("pods", "ended"))).ExpectFailure(404, "NotFound");
    }

    [ContractFact]
    public async Task Pod_with_a_finalizer_stays_after_its_containers_have_ended()
    {
        await ns.CreateAsync(Build.Pod("held", "sleep 600", metadata: """{"finalizers": ["example.com/hold"]}"""));
        await ns.UntilReadyAsync("held");

        await ns.DeleteAsync("pods", "held", """{"gracePeriodSeconds": 1}""");
        // The node has deleted it for good.
        var held = await ns.UntilPodAsync("held", now => now.Node("metadata.deletionGracePeriodSeconds") is { } grace && grace.GetValue<int>() == 0);

        Assert.NotNull(held.Node("metadata.deletionTimestamp"));
        await ns.MergePatchAsync("pods", "held", """{"metadata": {"finalizers": null}}""");
        await ns.UntilGoneAsync("pods", "held");
    }
}
