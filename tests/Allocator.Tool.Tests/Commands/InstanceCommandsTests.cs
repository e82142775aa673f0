namespace Allocator.Tool.Tests;

/// <summary>What is done to an instance that runs: logs, exec, connect, suspend, resume and reset, on one echo server.</summary>
public sealed class InstanceCommandsTests(ToolCluster cluster) : IAsyncLifetime
{
    private ToolRun _run = null!;
    private string _name = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await cluster.NewRunAsync();
        _name = await _run.CreateEchoAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _run.RunAsync(CancellationToken.None, "destroy", _name);
        _run.Dispose();
    }

    [Fact]
    public async Task Exec_prints_what_the_command_wrote_and_ends_with_its_exit_code()
    {
        Assert.Equal(new Said(7, "out\n", "err\n"), await _run.RunAsync("exec", _name, "--", "sh", "-c", "echo out; echo err >&2; exit 7"));
    }

    [Fact]
    public async Task Exec_passes_the_input_on()
    {
        using var process = _run.Start("exec", _name, "-i", "--", "head", "-n", "1");
        await process.Input.WriteLineAsync("hello");
        process.Input.Close();

        Assert.Equal(new Said(0, "hello\n", ""), await process.EndAsync());
    }

    [Fact]
    public async Task Connect_listens_until_it_is_interrupted()
    {
        using var process = _run.Start("connect", _name, "echo");
        var endpoint = await process.ReadLineAsync();

        Assert.Equal("hello", await Echo.AskAsync(endpoint, "hello"));
        process.Interrupt();

        Assert.Equal(new Said(0, "", ""), await process.EndAsync());
    }

    [Fact]
    public async Task Connect_takes_the_local_port_that_it_is_told()
    {
        var port = FreePort();
        using var process = _run.Start("connect", _name, $"7000:{port}");

        Assert.Equal($"127.0.0.1:{port}", await process.ReadLineAsync());
        var second = await _run.RunAsync("connect", _name, $"7000:{port}");
        process.Interrupt();

        Assert.Equal((1, ""), (second.ExitCode, second.Output));
        Assert.StartsWith($"allocator: The local port {port} cannot be listened on: ", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Connect_port_that_is_not_there_lists_those_that_are()
    {
        var said = await _run.RunAsync("connect", _name, "http");

        Assert.Equal(new Said(1, "", $"allocator: There is no port 'http'. {_name} declares these ports: echo (7000).{Environment.NewLine}"), said);
    }

    [Fact]
    public async Task Suspend_resume_and_reset_do_what_they_say()
    {
        Assert.Equal(0, (await _run.RunAsync("suspend", _name)).ExitCode);
        Assert.Equal("suspended", await StateAsync());
        Assert.Empty(await _run.NamesAsync(ResourceKind.Pod));

        Assert.Equal(0, (await _run.RunAsync("resume", _name)).ExitCode);
        Assert.Equal("ready", await StateAsync());
        Assert.Equal("2", await StartsAsync());

        Assert.Equal(0, (await _run.RunAsync("reset", _name)).ExitCode);
        Assert.Equal("ready", await StateAsync());
        Assert.Equal("1", await StartsAsync());
    }

    private async Task<string?> StateAsync() => (string?)System.Text.Json.Nodes.JsonNode.Parse((await _run.RunAsync("get", _name, "-o", "json")).Output)!["state"];

    /// <summary>How often the server was started on its present disk.</summary>
    private async Task<string> StartsAsync() => (await _run.RunAsync("exec", _name, "--", "sh", "-c", "wc -l < /data/starts")).Output.Trim();

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
