using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Allocator.Embedded;

public sealed class PodEndpointsTests
{
    private const string Never = "\"restartPolicy\": \"Never\"";

    [Fact]
    public async Task Log_of_a_finished_container_is_all_it_wrote()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("done", "sh", """ "command": ["sh", "-c", "echo one; echo two; printf three"] """, Never);
        await cluster.UntilPhaseAsync("done", "Succeeded");

        Assert.Equal((200, "one\ntwo\nthree"), await server.GetAsync("/done/log"));
        Assert.Equal((200, "two\nt"), await server.GetAsync("/done/log?tailLines=2&limitBytes=5"));
        Assert.Equal((200, "one\ntwo\nthree"), await server.GetAsync("/done/log?follow=true"));
        Assert.Equal((400, "previous terminated container \"main\" in pod \"done\" not found"), await server.GetAsync("/done/log?previous=true"));
        Assert.Equal((400, "container x is not valid for pod done"), await server.GetAsync("/done/log?container=x"));
        Assert.Equal(
            (422, "PodLogOptions \"done\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0"),
            await server.GetAsync("/done/log?tailLines=-1"));
        Assert.Equal((400, "strconv.ParseInt: parsing \"x\": invalid syntax"), await server.GetAsync("/done/log?tailLines=x"));
        Assert.Equal(
            (422, "PodLogOptions \"done\" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"),
            await server.GetAsync("/done/log?sinceSeconds=1&sinceTime=2020-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Log_of_a_container_that_has_not_started_says_why()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("noimage", "absent");
        cluster.CreatePod("novolume", "idle", spec: """ "volumes": [ { "name": "d", "configMap": { "name": "absent" } } ] """);
        cluster.CreatePod("unscheduled", "idle", spec: """ "nodeSelector": { "a": "b" } """);
        const string init = """ "initContainers": [ { "name": "one", "image": "idle" } ] """;
        cluster.CreatePod("init", "idle", spec: init);
        cluster.CreatePodOf("two", $$"""{ {{init}}, "containers": [ { "name": "a", "image": "idle" }, { "name": "b", "image": "idle" } ] }""");
        await cluster.UntilWaitingAsync("noimage", "ImagePullBackOff");
        await cluster.UntilEventAsync("novolume", "FailedMount");
        await cluster.UntilEventAsync("unscheduled", "FailedScheduling");
        await cluster.UntilContainerAsync("init", status => status.Member("state").Has("running"), "one");

        Assert.Equal(
            (400, "container \"main\" in pod \"noimage\" is waiting to start: trying and failing to pull image"),
            await server.GetAsync("/noimage/log"));
        Assert.Equal((400, "container \"main\" in pod \"novolume\" is waiting to start: ContainerCreating"), await server.GetAsync("/novolume/log"));
        Assert.Equal((400, "container \"main\" in pod \"init\" is waiting to start: PodInitializing"), await server.GetAsync("/init/log"));
        Assert.Equal((204, ""), await server.GetAsync("/unscheduled/log"));
        Assert.Equal((400, "a container name must be specified for pod two, choose one of: [one a b]"), await server.GetAsync("/two/log"));
    }

    [Fact]
    public async Task Log_of_a_crashing_container_is_that_of_its_latest_run_and_of_the_one_before()
    {
        var runs = 0;
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("crash", async (container, _) =>
        {
            await container.Output.WriteLineAsync($"run {Interlocked.Increment(ref runs)}");
            return 1;
        }));
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("crash", "crash");
        await cluster.UntilWaitingAsync("crash", "CrashLoopBackOff");

        Assert.Equal((200, "run 2\n"), await server.GetAsync("/crash/log"));
        Assert.Equal((200, "run 2\n"), await server.GetAsync("/crash/log?previous=true"));
    }

    [Fact]
    public async Task Exec_runs_a_command_in_the_container()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("web", "sh", """ "command": ["sleep", "1000"], "env": [ { "name": "X", "value": "set" } ] """);
        await cluster.UntilRunningAsync("web");

        using var socket = await server.ConnectAsync(
            "/web/exec?command=sh&command=-c&command=read+line;+echo+$X+$line;+echo+bad+>%262;+exit+3&stdin=1&stdout=1&stderr=1");
        await PodServer.SendAsync(socket, "sent\n");
        var channels = await PodServer.ReadAsync(socket);

        Assert.Equal("set sent\n", channels[1]);
        Assert.Equal("bad\n", channels[2]);
        Assert.Contains(
            "command terminated with non-zero exit code: error executing command [sh -c read line; echo $X $line; echo bad >&2; exit 3], exit code 3",
            channels[3],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_of_what_cannot_be_started_says_why()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("web", "sh", """ "command": ["sleep", "1000"] """);
        cluster.CreatePod("done", "sh", """ "command": ["true"] """, Never);
        cluster.CreatePod("unscheduled", "idle", spec: """ "nodeSelector": { "a": "b" } """);
        await cluster.UntilRunningAsync("web");
        await cluster.UntilPhaseAsync("done", "Succeeded");

        using var socket = await server.ConnectAsync("/web/exec?command=/no/such&stdout=1");
        Assert.Contains(
            "exec failed: unable to start container process: exec: \\\"/no/such\\\": stat /no/such: no such file or directory: unknown",
            (await PodServer.ReadAsync(socket))[3],
            StringComparison.Ordinal);
        Assert.Equal((500, "container not found (\"main\")\n"), await server.UpgradeAsync("/done/exec?command=ls&stdout=1"));
        Assert.Equal((400, "pod unscheduled does not have a host assigned"), await server.GetAsync("/unscheduled/exec?command=ls&stdout=1"));
        Assert.Equal((400, "container x is not valid for pod web"), await server.UpgradeAsync("/web/exec?container=x&command=ls&stdout=1"));
        var (code, text) = await server.GetAsync("/done/exec?command=ls&stdout=1");
        Assert.Equal(400, code);
        Assert.Contains("Upgrade request required", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_forward_reaches_the_pods_own_address_and_ends_with_the_pod()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("echo", async (container, stopping) =>
        {
            using var listener = new TcpListener(container.PodAddress, 7007);
            listener.Start();
            using var client = await listener.AcceptTcpClientAsync(stopping);
            await client.GetStream().CopyToAsync(client.GetStream(), CancellationToken.None);
            return 0;
        }));
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("echo", "echo");
        await cluster.UntilRunningAsync("echo");

        using var socket = await server.ConnectAsync("/echo/portforward?ports=7007");
        await PodServer.SendAsync(socket, "hello");
        var buffer = new byte[1024];
        var received = "";
        while (!received.Contains("hello", StringComparison.Ordinal))
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            received += Encoding.UTF8.GetString(buffer, 0, message.Count);
        }

        cluster.Delete("echo", gracePeriodSeconds: 0);
        await cluster.WaitForTimersAsync(1);
        cluster.Time.Advance(TimeSpan.FromSeconds(2));

        await PodServer.ReadAsync(socket);
        Assert.Equal(WebSocketState.CloseReceived, socket.State);
    }

    [Fact]
    public async Task Port_forward_to_a_finished_pod_is_refused()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await using var server = await PodServer.StartAsync(cluster);
        cluster.CreatePod("done", "sh", """ "command": ["true"] """, Never);
        await cluster.UntilPhaseAsync("done", "Succeeded");

        Assert.Equal((500, "pod not found (\"done_test\")\n"), await server.UpgradeAsync("/done/portforward?ports=80"));
    }
}
