namespace Allocator.Contract;

public sealed class PodRestartTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Always = """{"restartPolicy": "Always"}""";

    [ContractFact]
    public async Task Container_that_crashes_is_restarted_then_waits_in_a_crash_loop_back_off()
    {
        var uid = (await ns.CreateAsync(Build.Pod("crash", "exit 2", spec: Always))).Uid();

        var pod = await ns.UntilPodAsync("crash", now => now.Container().Text("state.waiting.reason") == "CrashLoopBackOff");

        Assert.Equal("Running", pod.Text("status.phase"));
        // The first back-off may be over before it is seen; each is twice as long as the one before.
        Assert.Equal($"back-off {5 << pod.Container().Read<int>("restartCount")}s restarting failed container=main pod=crash_{ns.Name}({uid})", pod.Container().Text("state.waiting.message"));
        Assert.Equal(("Error", 2), (pod.Container().Text("lastState.terminated.reason"), pod.Container().Read<int>("lastState.terminated.exitCode")));
        var backOff = await ns.UntilEventAsync(uid, "BackOff");
        Assert.Equal(("Warning", "Back-off restarting failed container"), (backOff.Text("type"), backOff.Text("message")));
    }

    [ContractFact]
    public async Task Container_that_ends_well_is_restarted_too_under_the_policy_always()
    {
        await ns.CreateAsync(Build.Pod("again", "true", spec: Always));

        // When the second run has ended as well, a node may have forgotten the first until it waits for the third.
        var pod = await ns.UntilPodAsync("again", now =>
            now.Container().Read<int>("restartCount") > 0 && now.Container().Node("lastState.terminated") is not null);

        Assert.Equal("Running", pod.Text("status.phase"));
        Assert.Equal("Completed", pod.Container().Text("lastState.terminated.reason"));
    }

    [ContractFact]
    public async Task Container_is_restarted_until_it_ends_well_under_the_policy_on_failure()
    {
        // The second run ends when it was seen: a node may then forget the first.
        await ns.CreateAsync(Build.Pod(
            "retry",
            "if test -f /data/tried; then while ! test -f /data/end; do sleep 0.1; done; exit 0; fi; echo > /data/tried; exit 1",
            """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
            """{"restartPolicy": "OnFailure", "volumes": [{"name": "data", "emptyDir": {}}]}"""));
        var again = await ns.UntilPodAsync("retry", now =>
            now.Container().Read<int>("restartCount") == 1 && now.Container().Node("state.running") is not null);
        await ns.ExecAsync("retry", "echo > /data/end");
        var ended = await ns.UntilPhaseAsync("retry", "Succeeded");

        Assert.Equal(1, again.Container().Read<int>("lastState.terminated.exitCode"));
        Assert.Equal(1, ended.Container().Read<int>("restartCount"));
    }

    [ContractFact]
    public async Task Container_that_ends_well_is_not_restarted_under_the_policy_on_failure()
    {
        var pod = await ns.RunAsync(Build.Pod("once", "true", spec: """{"restartPolicy": "OnFailure"}"""));

        Assert.Equal(("Succeeded", 0), (pod.Text("status.phase"), pod.Container().Read<int>("restartCount")));
    }
}
