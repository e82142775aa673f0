namespace Allocator.Contract;

public sealed class ReadinessProbeTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Readiness_follows_an_exec_probe_in_both_directions()
    {
        var uid = (await ns.CreateAsync(Build.Pod("flips", "sleep 600", """
            {"readinessProbe": {"exec": {"command": ["sh", "-c", "cat /tmp/up"]}, "periodSeconds": 1, "timeoutSeconds": 30, "failureThreshold": 1},
             "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}
            """, """{"volumes": [{"name": "tmp", "emptyDir": {}}]}"""))).Uid();

        var unhealthy = await ns.UntilEventAsync(uid, "Unhealthy", "Readiness probe failed: ");
        Assert.Equal("Warning", unhealthy.Text("type"));
        var pod = await ns.UntilPodAsync("flips", now => now.Container().Read<bool>("started"));
        Assert.Equal(("Running", "False"), (pod.Text("status.phase"), pod.Condition("Ready").Status));

        (await ns.ExecAsync("flips", "echo > /tmp/up")).EnsureSuccess();
        Assert.Equal("True", (await ns.UntilReadyAsync("flips")).Condition("ContainersReady").Status);

        (await ns.ExecAsync("flips", "rm -f /tmp/up")).EnsureSuccess();
        pod = await ns.UntilPodAsync("flips", now => now.Condition("Ready").Status == "False");
        Assert.Equal(("False", "ContainersNotReady", "containers with unready status: [main]"), pod.Condition("Ready"));
        Assert.Equal(0, pod.Container().Read<int>("restartCount"));
    }

    [ContractFact]
    public async Task Readiness_probe_that_fails_has_its_output_in_an_event()
    {
        var uid = (await ns.CreateAsync(Build.Pod("output", "sleep 600", """
            {"readinessProbe": {"exec": {"command": ["sh", "-c", "echo still warming up; exit 1"]}, "periodSeconds": 1, "timeoutSeconds": 30}}
            """))).Uid();

        Assert.Equal("Readiness probe failed: still warming up\n", (await ns.UntilEventAsync(uid, "Unhealthy")).Text("message"));
    }

    [ContractFact]
    public async Task Readiness_probe_of_an_absent_program_is_an_error_in_an_event()
    {
        var uid = (await ns.CreateAsync(Build.Pod(
            "program", "sleep 600", """{"readinessProbe": {"exec": {"command": ["no-such-program"]}, "periodSeconds": 1, "timeoutSeconds": 30}}"""))).Uid();

        var unhealthy = await ns.UntilEventAsync(uid, "Unhealthy", "Readiness probe errored: ");
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", unhealthy.Text("message"), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Readiness_by_tcp_is_that_something_listens()
    {
        await ns.CreateAsync(Build.Pod("tcp", "nc -ll -p 7000 -e cat", """
            {"ports": [{"name": "echo", "containerPort": 7000}], "readinessProbe": {"tcpSocket": {"port": "echo"}, "periodSeconds": 1, "timeoutSeconds": 30}}
            """));
        var uid = (await ns.CreateAsync(Build.Pod(
            "tcp-refused", "sleep 600", """{"readinessProbe": {"tcpSocket": {"port": 7000}, "periodSeconds": 1, "timeoutSeconds": 30}}"""))).Uid();

        await ns.UntilReadyAsync("tcp");
        var unhealthy = await ns.UntilEventAsync(uid, "Unhealthy");
        var ip = (await ns.GetAsync("pods", "tcp-refused")).Text("status.podIP");
        Assert.Equal($"Readiness probe failed: dial tcp {ip}:7000: connect: connection refused", unhealthy.Text("message"));
    }

    [ContractFact]
    public async Task Readiness_by_http_is_an_answer_below_400()
    {
        const string Server = """nc -ll -p 8080 -e sh -c 'printf "HTTP/1.0 204 No Content\r\nContent-Length: 0\r\n\r\n"; sleep 1'""";
        const string Probe = """{"readinessProbe": {"httpGet": {"path": "/healthy", "port": 8080}, "periodSeconds": 1, "timeoutSeconds": 30}}""";
        await ns.CreateAsync(Build.Pod("http", Server, Probe));
        var uid = (await ns.CreateAsync(Build.Pod("http-500", Server.Replace("204", "500", StringComparison.Ordinal), Probe))).Uid();

        await ns.UntilReadyAsync("http");
        await ns.UntilEventAsync(uid, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500");
    }
}
