using System.Net.Sockets;

namespace Allocator.Embedded;

public sealed class ProbeTests
{
    [Fact]
    public async Task Readiness_follows_its_probe_by_its_thresholds()
    {
        var exitCode = 1;
        var probes = 0;
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("web", Behaviors.IdleAsync, async (_, exec, _) =>
        {
            Interlocked.Increment(ref probes);
            await exec.StandardError.WriteAsync("not yet\n"u8.ToArray(), CancellationToken.None);
            return Volatile.Read(ref exitCode);
        }));
        cluster.CreatePod("web", "web", """
            "readinessProbe": {
              "exec": { "command": ["check"] }, "initialDelaySeconds": 3, "periodSeconds": 5, "successThreshold": 2, "failureThreshold": 2
            }
            """);
        await cluster.UntilRunningAsync("web");

        Assert.Equal(0, probes);
        Assert.False(cluster.Container("web").Flag("ready"));
        cluster.Time.Advance(TimeSpan.FromSeconds(3));
        var told = await cluster.UntilEventAsync("web", "Unhealthy");
        Assert.Equal("Readiness probe failed: not yet\n", told.Text("message"));
        await cluster.WaitForProbesAsync("web");

        Volatile.Write(ref exitCode, 0);
        await ProbeAgainAsync();
        Assert.False(cluster.Container("web").Flag("ready"));
        await ProbeAgainAsync();
        await cluster.UntilContainerAsync("web", status => status.Flag("ready"));
        Assert.All(cluster.Status("web").Member("conditions").Elements(), condition => Assert.Equal("True", condition.Text("status")));

        Volatile.Write(ref exitCode, 1);
        await ProbeAgainAsync();
        Assert.True(cluster.Container("web").Flag("ready"));
        await ProbeAgainAsync();
        await cluster.UntilContainerAsync("web", status => !status.Flag("ready"));
        Assert.Equal(5, probes);
        Assert.Empty(cluster.Failures);

        async Task ProbeAgainAsync()
        {
            var before = probes;
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            await cluster.WaitForProbesAsync("web");
            Assert.Equal(before + 1, Volatile.Read(ref probes));
        }
    }

    [Fact]
    public async Task A_liveness_probe_that_fails_three_times_restarts_the_container()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("web", Behaviors.IdleAsync, (_, _, _) => Task.FromResult(1)));
        cluster.CreatePod("web", "web", """ "livenessProbe": { "exec": { "command": ["check"] } } """);
        await cluster.UntilEventAsync("web", "Unhealthy");

        for (var i = 0; i < 2; i++)
        {
            await cluster.WaitForProbesAsync("web");
            Assert.Equal(0, cluster.Container("web").Number("restartCount"));
            cluster.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var container = await cluster.UntilRunningAsync("web", restarts: 1);
        Assert.Equal(0, container.Member("lastState", "terminated").Number("exitCode"));
        Assert.Contains(cluster.Events("web"), told => told.Text("message") == "Container main failed liveness probe, will be restarted");
        Assert.Equal("Liveness probe failed: ", (await cluster.UntilEventAsync("web", "Unhealthy")).Text("message"));
    }

    [Fact]
    public async Task Nothing_else_is_probed_and_nothing_is_ready_before_the_startup_probe_succeeds()
    {
        var startup = 1;
        var commands = new List<string>();
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("web", Behaviors.IdleAsync, (_, exec, _) =>
        {
            lock (commands)
                commands.Add(exec.Command[0]);
            return Task.FromResult(exec.Command[0] == "startup" ? Volatile.Read(ref startup) : 0);
        }));
        cluster.CreatePod("web", "web", """
            "startupProbe": { "exec": { "command": ["startup"] }, "periodSeconds": 1, "failureThreshold": 30 },
            "readinessProbe": { "exec": { "command": ["ready"] } }
            """);
        await cluster.UntilEventAsync("web", "Unhealthy");
        await cluster.WaitForProbesAsync("web");
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.WaitForProbesAsync("web");
        Assert.False(cluster.Container("web").Flag("started"));
        Assert.Equal(["startup", "startup"], commands);

        Volatile.Write(ref startup, 0);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));

        await cluster.UntilContainerAsync("web", status => status.Flag("started") && status.Flag("ready"));
        Assert.Equal(["startup", "startup", "startup", "ready"], commands);
    }

    [Theory]
    [InlineData("""{ "httpGet": { "path": "/ok", "port": "web" }, "periodSeconds": 1 }""")]
    [InlineData("""{ "tcpSocket": { "port": 8080 }, "periodSeconds": 1 }""")]
    public async Task A_probe_reaches_the_pods_own_address(string probe)
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("web", async (container, stopping) =>
        {
            using var listener = new TcpListener(container.PodAddress, 8080);
            listener.Start();
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopping);
                if (await client.GetStream().ReadAsync(new byte[4096], stopping) > 0)
                    await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), stopping);
            }
        }));

        cluster.CreatePod("web", "web", $$""" "ports": [ { "name": "web", "containerPort": 8080 } ], "readinessProbe": {{probe}} """);
        await cluster.UntilRunningAsync("web");
        for (var i = 0; i < 100 && !cluster.Container("web").Flag("ready"); i++)
        {
            await cluster.WaitForProbesAsync("web");
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await cluster.UntilContainerAsync("web", status => status.Flag("ready"));
    }

    [Theory]
    [InlineData("""{ "tcpSocket": { "port": 7 } }""", "Readiness probe failed: dial tcp IP:7: connect: connection refused")]
    [InlineData(
        """{ "httpGet": { "path": "/x", "port": 7 } }""",
        "Readiness probe failed: Get \"http://IP:7/x\": dial tcp IP:7: connect: connection refused")]
    public async Task A_probe_that_is_refused_says_so(string probe, string message)
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("none", "idle", $"\"readinessProbe\": {probe}");
        var told = await cluster.UntilEventAsync("none", "Unhealthy");

        Assert.Equal(message.Replace("IP", cluster.Status("none").Text("podIP"), StringComparison.Ordinal), told.Text("message"));
    }

    [Fact]
    public async Task A_probe_without_its_program_counts_for_nothing()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "idle", """ "livenessProbe": { "exec": { "command": ["nothing"] }, "failureThreshold": 1 } """);
        var told = await cluster.UntilEventAsync("web", "Unhealthy");

        var message = told.Text("message");
        Assert.StartsWith("Liveness probe errored: rpc error: code = Unknown desc = failed to exec in container", message, StringComparison.Ordinal);
        Assert.EndsWith("exec: \"nothing\": executable file not found in $PATH: unknown", message, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Container("web").Number("restartCount"));
    }

    [Fact]
    public async Task A_probe_that_takes_too_long_fails_by_the_clusters_clock()
    {
        await using var cluster = await NodeHarness.StartAsync(images => images.Add("web", Behaviors.IdleAsync, async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }));
        cluster.CreatePod("web", "web", """ "readinessProbe": { "exec": { "command": ["sleep", "1"] }, "timeoutSeconds": 3 } """);
        await cluster.UntilRunningAsync("web");
        await cluster.WaitForTimersAsync(2);

        cluster.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("Readiness probe failed: command \"sleep 1\" timed out", (await cluster.UntilEventAsync("web", "Unhealthy")).Text("message"));
    }
}
