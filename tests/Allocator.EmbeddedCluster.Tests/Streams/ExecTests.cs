using System.Security.Cryptography;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>Exec over WebSocket, by the project's own client.</summary>
public sealed class ExecTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_arrive_apart_and_exit_code_0()
    {
        await using var server = await PodServer.WithExec(TestCommands.Write("out", "err")).StartAsync();
        await using var client = server.NewClient();

        var result = await client.ExecAsync("default", "web", ["a"], cancellationToken: Token);

        Assert.Equal(("out", "err", 0), (result.StandardOutput, result.StandardError, result.ExitCode));
    }

    [Fact]
    public async Task Exit_code_arrives()
    {
        await using var server = await PodServer.WithExec(TestCommands.Write("out", exitCode: 3)).StartAsync();
        await using var client = server.NewClient();

        var result = await client.ExecAsync("default", "web", ["sh", "-c", "exit 3"], cancellationToken: Token);

        Assert.Equal(("out", 3), (result.StandardOutput, result.ExitCode));
    }

    [Fact]
    public async Task Command_that_cannot_start_is_an_internal_error()
    {
        await using var server = await PodServer.WithExec((_, _) => throw new ExecStartException("no such program")).StartAsync();
        await using var client = server.NewClient();

        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.ExecAsync("default", "web", ["a"], cancellationToken: Token));

        Assert.Equal("InternalError", error.Reason);
        Assert.Contains("Internal error occurred: error executing command in container: no such program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_reaches_the_command_with_its_end()
    {
        var data = RandomNumberGenerator.GetBytes(3_000_000);
        await using var server = await PodServer.WithExec(TestCommands.RunAsync).StartAsync();
        await using var client = server.NewClient();

        var result = await client.ExecAsync("default", "web", ["cat"], new() { StandardInput = new MemoryStream(data) }, Token);

        Assert.Equal(data, result.StandardOutputBytes.ToArray());
        Assert.Equal("3000000 bytes", result.StandardError);
    }

    [Fact]
    public async Task Command_that_does_not_read_its_input_ends_all_the_same()
    {
        await using var server = await PodServer.WithExec(TestCommands.Write("done")).StartAsync();
        await using var client = server.NewClient();

        var result = await client.ExecAsync("default", "web", ["a"], new() { StandardInput = new MemoryStream(new byte[5_000_000]) }, Token);

        Assert.Equal("done", result.StandardOutput);
    }

    [Fact]
    public async Task Command_is_cancelled_when_the_client_leaves()
    {
        var started = Signal.New();
        var cancelled = Signal.New();
        await using var server = await PodServer.WithExec(async (_, cancellationToken) =>
        {
            started.SetResult();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }).StartAsync();
        await using var client = server.NewClient();
        await using (await client.OpenExecAsync("default", "web", ["wait"], cancellationToken: Token))
            await started.Task.WaitAsync(Token);

        await cancelled.Task.WaitAsync(Token);
        Assert.True(cancelled.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Command_that_writes_is_told_when_the_client_has_left()
    {
        var ended = Signal.New<Exception>();
        await using var server = await PodServer.WithExec(async (streams, _) =>
        {
            try
            {
                while (true)
                    await streams.Stdout.WriteAsync(new byte[32 * 1024], CancellationToken.None);
            }
            catch (Exception e)
            {
                ended.SetResult(e);
                throw;
            }
        }).StartAsync();
        await using var client = server.NewClient();
        await using (var session = await client.OpenExecAsync("default", "web", ["yes"], cancellationToken: Token))
            await session.StandardOutput.ReadExactlyAsync(new byte[200_000], Token);

        Assert.IsType<IOException>(await ended.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task Terminal_has_one_output()
    {
        await using var server = await PodServer.WithExec(TestCommands.Write("out", "err")).StartAsync();
        await using var client = server.NewClient();

        var result = await client.ExecAsync("default", "web", ["a"], new() { Tty = true }, Token);

        Assert.Equal(("outerr", ""), (result.StandardOutput, result.StandardError));
    }

    [Fact]
    public async Task Breaking_off_ends_the_connection_without_a_status()
    {
        var started = Signal.New();
        await using var server = await PodServer.WithExec(async (_, cancellationToken) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }).StartAsync();
        await using var client = server.NewClient();
        await using var session = await client.OpenExecAsync("default", "web", ["wait"], cancellationToken: Token);
        await started.Task.WaitAsync(Token);
        await server.BreakOffAsync();

        await Assert.ThrowsAsync<IOException>(() => session.ExitCode);
    }
}
