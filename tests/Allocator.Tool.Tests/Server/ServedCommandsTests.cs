using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

/// <summary>What is done to instances of a server.</summary>
public sealed class ServedCommandsTests(ToolCluster cluster)
{
    [Fact]
    public async Task List_and_get_tell_what_they_tell_straight_at_the_cluster()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("note");

        Assert.Equal(new Said(0, $"{name}\n", ""), await served.RunAsync("list"));
        Assert.Equal("", (await served.RunAsync("list", "--service", "echo")).Output);
        var lines = (await served.RunAsync("list", "-l")).Output.Split('\n');
        Assert.StartsWith("NAME", lines[0], StringComparison.Ordinal);
        Assert.Equal("Ready", lines[1][lines[0].IndexOf("STATE", StringComparison.Ordinal)..].Split(' ')[0]);
        Assert.Matches("(?m)^GOES +when destroyed$", (await served.RunAsync("get", name)).Output);
        Assert.Equal(4, (await served.RunAsync("get", "note-12345678")).ExitCode);
    }

    [Fact]
    public async Task Destroy_and_wait_leaves_nothing()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("note");

        var said = await served.RunAsync("destroy", "note-12345678", name, "--wait");

        Assert.Equal(4, said.ExitCode);
        Assert.Equal(
            $"allocator: There is no instance 'note-12345678' that is yours. 'allocator list' shows those you have.{Environment.NewLine}{name} is gone.{Environment.NewLine}", said.Error);
        Assert.DoesNotContain(name, await served.Cluster.NamesAsync(ResourceKind.ConfigMap));
        Assert.Empty(await served.Cluster.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task Suspend_resume_and_reset_do_what_they_say()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("echo");

        Assert.Equal(0, (await served.RunAsync("suspend", name)).ExitCode);
        Assert.Equal("suspended", await StateAsync(served, name));
        Assert.Empty(await served.Cluster.NamesAsync(ResourceKind.Pod));
        var connected = await served.RunAsync("connect", name, "7000");
        Assert.Equal(new Said(1, "", $"allocator: {name} is suspended: nothing listens there. Start it again by 'allocator resume {name}'.{Environment.NewLine}"), connected);

        var resumed = await served.RunAsync("resume", name);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains($"{name} is ready", resumed.Error, StringComparison.Ordinal);
        Assert.Equal("2", await StartsAsync(served, name));

        Assert.Equal(0, (await served.RunAsync("reset", name)).ExitCode);
        Assert.Equal("1", await StartsAsync(served, name));
    }

    [Fact]
    public async Task Exec_passes_the_input_on_and_ends_with_the_commands_exit_code()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("echo");
        using var process = served.Start("exec", name, "-i", "--", "sh", "-c", "head -n 1; echo err >&2; exit 7");

        await process.Input.WriteLineAsync("hello");
        process.Input.Close();

        Assert.Equal(new Said(7, "hello\n", "err\n"), await process.EndAsync());
    }

    [Fact]
    public async Task Connect_listens_until_it_is_interrupted()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("echo");
        using var process = served.Start("connect", name, "echo");
        var endpoint = await process.ReadLineAsync();

        Assert.Equal("hello", await Echo.AskAsync(endpoint, "hello"));
        process.Interrupt();

        Assert.Equal(new Said(0, "", ""), await process.EndAsync());
        Assert.Equal(
            new Said(1, "", $"allocator: There is no port 'http'. {name} declares these ports: echo (7000).{Environment.NewLine}"), await served.RunAsync("connect", name, "http"));
    }

    [Fact]
    public async Task Logs_prints_the_last_lines_and_follows_what_comes()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("talker");
        using var follower = served.Start("logs", name, "-f");

        Assert.Equal(["one", "two"], [await follower.ReadLineAsync(), await follower.ReadLineAsync()]);
        Assert.Equal(0, (await served.RunAsync("exec", name, "--", "sh", "-c", "echo three > /talk")).ExitCode);
        Assert.Equal("three", await follower.ReadLineAsync());
        Assert.Equal(new Said(0, "two\nthree\n", ""), await served.RunAsync("logs", name, "--tail", "2"));

        follower.Interrupt();
        Assert.Equal(130, (await follower.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Services_are_the_servers()
    {
        await using var served = await cluster.NewServedRunAsync();

        var names = (await served.RunAsync("services")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var table = (await served.RunAsync("services", "-l")).Output.Split('\n');

        Assert.Contains(TestServices.Note, names);
        Assert.Equal(8, names.Length);
        Assert.Equal(["note", "none", "none", "none", "server", "[text=none|much]"], table.Single(line => line.StartsWith("note", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<string?> StateAsync(ServedRun served, string name) => (string?)JsonNode.Parse((await served.RunAsync("get", name, "-o", "json")).Output)!["state"];

    /// <summary>How often the server was started on its present disk.</summary>
    private static async Task<string> StartsAsync(ServedRun served, string name) => (await served.RunAsync("exec", name, "--", "sh", "-c", "wc -l < /data/starts")).Output.Trim();
}
