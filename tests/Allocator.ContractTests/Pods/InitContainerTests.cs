using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class InitContainerTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Mount = """[{"name": "data", "mountPath": "/data"}]""";

    [ContractFact]
    public async Task Init_containers_run_in_order_each_to_its_end_before_the_containers()
    {
        var pod = WithInit("order", "cat /data/steps", ("one", "sleep 1; echo one >> /data/steps"), ("two", "echo two >> /data/steps"));

        Assert.Equal("one\ntwo\n", await ns.OutputAsync(pod));

        var ended = await ns.GetAsync("pods", "order");
        Assert.All(["one", "two"], name =>
        {
            Assert.Equal("Completed", ended.Container(name).Text("state.terminated.reason"));
            Assert.True(ended.Container(name).Read<bool>("ready"));
        });
    }

    [ContractFact]
    public async Task Pod_whose_init_container_runs_is_pending_and_not_initialized()
    {
        await ns.CreateAsync(WithInit("waits", "true", ("one", "sleep 600"), ("two", "true")));

        var pod = await ns.UntilPodAsync("waits", now => now.Container("one").Node("state.running") is not null);

        Assert.Equal("Pending", pod.Text("status.phase"));
        Assert.Equal(("False", "ContainersNotInitialized", "containers with incomplete status: [one two]"), pod.Condition("Initialized"));
        Assert.Equal("PodInitializing", pod.Container("two").Text("state.waiting.reason"));
        Assert.Equal("PodInitializing", pod.Container().Text("state.waiting.reason"));
    }

    [ContractFact]
    public async Task Pod_whose_init_container_fails_has_failed_under_the_policy_never()
    {
        var pod = await ns.RunAsync(WithInit("fails", "true", ("one", "exit 5"), ("two", "true")));

        Assert.Equal("Failed", pod.Text("status.phase"));
        Assert.Equal(("Error", 5), (pod.Container("one").Text("state.terminated.reason"), pod.Container("one").Read<int>("state.terminated.exitCode")));
        Assert.Equal("PodInitializing", pod.Container("two").Text("state.waiting.reason"));
        Assert.Equal("False", pod.Condition("Initialized").Status);
    }

    [ContractFact]
    public async Task Init_container_that_fails_is_restarted_and_backs_off_under_the_policy_always()
    {
        var pod = WithInit("crashes", "true", ("one", "exit 5"));
        pod["spec"]!["restartPolicy"] = "Always";
        var uid = (await ns.CreateAsync(pod)).Uid();

        var looping = await ns.UntilPodAsync("crashes", now => now.Container("one").Text("state.waiting.reason") == "CrashLoopBackOff");

        Assert.Equal("Pending", looping.Text("status.phase"));
        // The first back-off may be over before it is seen; each is twice as long as the one before.
        Assert.Equal(
            $"back-off {5 << looping.Container("one").Read<int>("restartCount")}s restarting failed container=one pod=crashes_{ns.Name}({uid})",
            looping.Container("one").Text("state.waiting.message"));
        Assert.Equal(5, looping.Container("one").Read<int>("lastState.terminated.exitCode"));
        Assert.Equal("spec.initContainers{one}", (await ns.UntilEventAsync(uid, "BackOff")).Text("involvedObject.fieldPath"));
    }

    private static JsonObject WithInit(string name, string script, params IEnumerable<(string Name, string Script)> init)
    {
        var pod = Build.Pod(
            name, script, $$"""{"volumeMounts": {{Mount}}}""", """{"restartPolicy": "Never", "volumes": [{"name": "data", "emptyDir": {}}]}""");
        pod["spec"]!["initContainers"] = new JsonArray(
            [.. init.Select(step => Build.Container(step.Script, $$"""{"name": "{{step.Name}}", "volumeMounts": {{Mount}}}"""))]);
        return pod;
    }
}
