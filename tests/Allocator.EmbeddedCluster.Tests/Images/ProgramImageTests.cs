namespace Allocator.Embedded;

public sealed class ProgramImageTests
{
    [Fact]
    public async Task A_program_gets_the_containers_environment_arguments_and_mounts()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("job", "sh", """
            "command": ["sh", "-c"],
            "args": ["echo to-file > /data/file; cat /data/file; cat $DIR/file; echo $X $POD_IP >&2; pwd; echo bye > /dev/termination-log; exit 9"],
            "env": [ { "name": "X", "value": "set" }, { "name": "DIR", "value": "/data" } ],
            "volumeMounts": [ { "name": "d", "mountPath": "/data" } ], "workingDir": "/data/work"
            """, """ "restartPolicy": "Never", "volumes": [ { "name": "d", "emptyDir": {} } ] """);
        var status = await cluster.UntilPhaseAsync("job", "Failed");

        var lines = (await ProgramOutput.ReadAsync(cluster, "job")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Count(line => line == "to-file"));
        Assert.Contains($"set {status.Text("podIP")}", lines);
        Assert.Contains(lines, line => line.EndsWith("/volumes/d/work", StringComparison.Ordinal));
        var terminated = NodeHarness.ContainerOf(status).Member("state", "terminated");
        Assert.Equal((9L, "bye\n"), (terminated.Number("exitCode"), terminated.Text("message")));
    }

    [Fact]
    public async Task Registered_arguments_are_used_unless_the_pod_has_its_own()
    {
        await using var cluster = await NodeHarness.StartAsync(images =>
        {
            images.AddProgram("echo", "echo", "$(POD_IP)", "registered", "$(X)");
            images.AddProgram("mine", "echo", "mine").IgnoresCommand = true;
        });
        const string never = "\"restartPolicy\": \"Never\"";

        cluster.CreatePod("none", "echo", "\"env\": [ { \"name\": \"X\", \"value\": \"set\" } ]", never);
        cluster.CreatePod("args", "echo", "\"args\": [\"own\", \"arguments\"]", never);
        cluster.CreatePod("command", "echo", "\"command\": [\"printf\", \"a-%s\"], \"args\": [\"b\"]", never);
        cluster.CreatePod("ignored", "mine", "\"command\": [\"docker-entrypoint.sh\"]", never);

        var status = await cluster.UntilPhaseAsync("none", "Succeeded");
        Assert.Equal($"{status.Text("podIP")} registered set\n", await ProgramOutput.ReadAsync(cluster, "none"));
        foreach (var (pod, expected) in ((string, string)[])[("args", "own arguments\n"), ("command", "a-b"), ("ignored", "mine\n")])
        {
            await cluster.UntilPhaseAsync(pod, "Succeeded");
            Assert.Equal(expected, await ProgramOutput.ReadAsync(cluster, pod));
        }
    }

    [Fact]
    public async Task A_program_is_terminated_and_what_it_started_is_killed()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.CreatePod("web", "sh", """ "command": ["sh", "-c", "trap 'echo stopping; exit 5' TERM; sleep 1000 & echo $!; wait"] """);
        await cluster.UntilRunningAsync("web");
        var child = (await ProgramOutput.ReadAsync(cluster, "web", lines: 1))[0];

        cluster.Delete("web");
        await cluster.UntilGoneAsync("web");

        Assert.Equal(5, NodeHarness.ContainerOf(cluster.History("web")[^1]).Member("state", "terminated").Number("exitCode"));
        await NodeHarness.SpinAsync(() => !ProgramOutput.IsAlive(child));
    }

    [Fact]
    public async Task A_program_that_ignores_its_signal_is_killed_after_the_grace_period()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.CreatePod("web", "sh", """ "command": ["sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1000; done"] """);
        await cluster.UntilRunningAsync("web");
        await ProgramOutput.ReadAsync(cluster, "web", lines: 1);

        cluster.Delete("web");
        await cluster.UntilEventAsync("web", "Killing");
        await cluster.WaitForTimersAsync(1);
        cluster.Time.Advance(TimeSpan.FromSeconds(30));

        await cluster.UntilGoneAsync("web");
        Assert.Equal(137, NodeHarness.ContainerOf(cluster.History("web")[^1]).Member("state", "terminated").Number("exitCode"));
    }

    [Fact]
    public async Task A_signal_is_128_and_its_number()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "sh", """ "command": ["sh", "-c", "kill -SEGV $$$$"] """, "\"restartPolicy\": \"Never\"");
        var status = await cluster.UntilPhaseAsync("web", "Failed");

        Assert.Equal(139, NodeHarness.ContainerOf(status).Member("state", "terminated").Number("exitCode"));
    }

    [Fact]
    public async Task A_probe_runs_a_further_process()
    {
        await using var cluster = await NodeHarness.StartAsync();

        cluster.CreatePod("web", "sh", """
            "command": ["sleep", "1000"], "readinessProbe": { "exec": { "command": ["sh", "-c", "echo not me; exit 1"] } }
            """);

        Assert.Equal("Readiness probe failed: not me\n", (await cluster.UntilEventAsync("web", "Unhealthy")).Text("message"));
    }
}
