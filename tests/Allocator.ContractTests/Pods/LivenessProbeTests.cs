namespace Allocator.Contract;

public sealed class LivenessProbeTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Always = """{"restartPolicy": "Always"}""";

    [ContractFact]
    public async Task Liveness_probe_that_fails_has_the_container_killed_and_restarted()
    {
        var uid = (await ns.CreateAsync(Build.Pod(
            "dead", "sleep 600", """{"livenessProbe": {"exec": {"command": ["false"]}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 1}}""", Always))).Uid();

        // When the second run has ended as well, a node may have forgotten the first until it waits for the third.
        var pod = await ns.UntilPodAsync("dead", now =>
            now.Container().Read<int>("restartCount") > 0 && now.Container().Node("lastState.terminated") is not null);

        Assert.Equal(("Error", 137), (pod.Container().Text("lastState.terminated.reason"), pod.Container().Read<int>("lastState.terminated.exitCode")));
        Assert.Equal("Liveness probe failed: ", (await ns.UntilEventAsync(uid, "Unhealthy")).Text("message"));
        var killing = await ns.UntilEventAsync(uid, "Killing");
        Assert.Equal(("Normal", "Container main failed liveness probe, will be restarted"), (killing.Text("type"), killing.Text("message")));
    }

    [ContractFact]
    public async Task Liveness_probe_acts_after_as_many_failures_as_its_threshold()
    {
        var uid = (await ns.CreateAsync(Build.Pod(
            "tcp", "sleep 600", """{"livenessProbe": {"tcpSocket": {"port": 7000}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 2}}""", Always))).Uid();

        var pod = await ns.UntilPodAsync("tcp", now => now.Container().Read<int>("restartCount") > 0);

        var unhealthy = await ns.UntilEventAsync(uid, "Unhealthy", item => item.Read<int>("count") >= 2);
        Assert.Equal($"Liveness probe failed: dial tcp {pod.Text("status.podIP")}:7000: connect: connection refused", unhealthy.Text("message"));
    }

    [ContractFact]
    public async Task Container_is_not_started_until_its_startup_probe_passes()
    {
        var uid = (await ns.CreateAsync(Build.Pod("startup", "sleep 600", """
            {"startupProbe": {"exec": {"command": ["cat", "/tmp/up"]}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 100},
             "livenessProbe": {"exec": {"command": ["cat", "/tmp/up"]}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 1},
             "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}
            """, """{"volumes": [{"name": "tmp", "emptyDir": {}}]}"""))).Uid();

        await ns.UntilEventAsync(uid, "Unhealthy", "Startup probe failed: ");
        var pod = await ns.UntilPodAsync("startup", now => now.Container().Node("state.running") is not null);
        Assert.Equal((false, false), (pod.Container().Read<bool>("started"), pod.Container().Read<bool>("ready")));

        (await ns.ExecAsync("startup", "echo > /tmp/up")).EnsureSuccess();
        pod = await ns.UntilReadyAsync("startup");
        Assert.Equal((true, 0), (pod.Container().Read<bool>("started"), pod.Container().Read<int>("restartCount")));
    }

    [ContractFact]
    public async Task Startup_probe_that_fails_has_the_container_killed_and_restarted()
    {
        var uid = (await ns.CreateAsync(Build.Pod(
            "slow", "sleep 600", """{"startupProbe": {"exec": {"command": ["false"]}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 1}}""", Always))).Uid();

        await ns.UntilPodAsync("slow", now => now.Container().Read<int>("restartCount") > 0);

        Assert.Equal("Container main failed startup probe, will be restarted", (await ns.UntilEventAsync(uid, "Killing")).Text("message"));
    }
}
