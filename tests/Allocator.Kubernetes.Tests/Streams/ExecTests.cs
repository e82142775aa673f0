using System.Text;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

public sealed class ExecTests
{
    private const string Success = """{"metadata":{},"status":"Success"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exec_asks_for_the_command_and_returns_its_outputs()
    {
        var query = "";
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            query = pod.Request.QueryString.Value;
            await pod.SendAsync(1, "");
            await pod.SendAsync(1, "out ä");
            await pod.SendAsync(2, "err");
            await pod.SendAsync(1, " more");
            await EndAsync(pod, Success);
        });

        var result = await node.Client.ExecAsync("ns", "pod", ["sh", "-c", "a; b & c"], new() { Container = "main" }, Token);

        Assert.Equal("?command=sh&command=-c&command=a%3B%20b%20%26%20c&container=main&stdout=true&stderr=true", query);
        Assert.Equal((0, "out ä more", "err"), (result.ExitCode, result.StandardOutput, result.StandardError));
        Assert.Same(result, result.EnsureSuccess());
    }

    [Fact]
    public async Task Exit_code_is_a_result_and_EnsureSuccess_throws_it_with_the_error_output()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.SendAsync(2, "no such table\n");
            await EndAsync(pod, Failed(3));
        });

        var result = await node.Client.ExecAsync("ns", "pod", ["psql", "--password=secret"], cancellationToken: Token);

        Assert.Equal(3, result.ExitCode);
        var error = Assert.Throws<ExecException>(result.EnsureSuccess);
        Assert.Equal("'psql' in pod ns/pod ended with exit code 3: no such table", error.Message);
        Assert.Same(result, error.Result);
    }

    [Fact]
    public async Task Command_that_cannot_start_throws_the_nodes_status()
    {
        await using var node = await FakeNode.StartAsync(pod => EndAsync(
            pod, """{"metadata":{},"status":"Failure","message":"executable file not found in $PATH","reason":"InternalError","code":500}"""));

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.ExecAsync("ns", "pod", ["nosuch"], cancellationToken: Token));
        Assert.Equal("InternalError", error.Reason);
        Assert.Contains("executable file not found", error.Message);
    }

    [Fact]
    public async Task Refusal_throws_the_servers_status_and_is_not_repeated()
    {
        var requests = 0;
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            requests++;
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("""{"kind":"Status","status":"Failure","message":"container main is not running","code":500}""");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.ExecAsync("ns", "pod", ["true"], cancellationToken: Token));
        Assert.Contains("container main is not running", error.Message);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Connection_that_ends_without_a_status_throws()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.SendAsync(1, "half");
            await pod.CloseAsync();
        });

        await Assert.ThrowsAsync<IOException>(() => node.Client.ExecAsync("ns", "pod", ["true"], cancellationToken: Token));
    }

    [Fact]
    public async Task Output_over_the_limit_throws_at_once_though_the_command_goes_on()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.SendAsync(1, new byte[600]);
            await pod.SendAsync(2, new byte[600]);
            await pod.ReceiveAsync();
        });

        var error = await Assert.ThrowsAsync<IOException>(
            () => node.Client.ExecAsync("ns", "pod", ["yes"], new() { MaxOutputBytes = 1000 }, Token));
        Assert.Contains("MaxOutputBytes (1000)", error.Message);
    }

    [Fact]
    public async Task Input_is_sent_and_closed_where_the_server_can()
    {
        await using var node = await FakeNode.StartAsync(CatAsync);
        using var input = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 200_000)));

        var result = await node.Client.ExecAsync("ns", "pod", ["cat"], new() { StandardInput = input }, Token);

        Assert.Equal(200_000, result.StandardOutputBytes.Length);
    }

    [Fact]
    public async Task Session_with_a_server_that_cannot_close_the_input_says_so()
    {
        await using var node = await FakeNode.StartAsync(
            async pod =>
            {
                var input = (await pod.ReceiveAsync())!.Value;
                await pod.SendAsync(1, input.Data);
                Assert.Null(await pod.ReceiveAsync());
            },
            ChannelSocket.V4);
        await using var session = await node.Client.OpenExecAsync("ns", "pod", ["cat"], new() { Interactive = true }, Token);
        await session.StandardInput.WriteAsync("x"u8.ToArray(), Token);
        await session.StandardInput.DisposeAsync();

        Assert.False(session.CanCloseInput);
        Assert.Equal('x', session.StandardOutput.ReadByte());
        Assert.False(session.ExitCode.IsCompleted);
    }

    [Fact]
    public async Task Command_that_ends_before_its_input_returns_its_result()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.ReceiveAsync();
            await EndAsync(pod, Failed(1));
        });
        await using var endless = new EndlessStream();

        var result = await node.Client.ExecAsync("ns", "pod", ["head", "-c", "1"], new() { StandardInput = endless }, Token);

        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Input_that_fails_throws_its_own_error()
    {
        await using var node = await FakeNode.StartAsync(CatAsync);
        var input = new MemoryStream();
        await input.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.Client.ExecAsync("ns", "pod", ["cat"], new() { StandardInput = input }, Token));
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        var started = new TaskCompletionSource();
        await using var node = await FakeNode.StartAsync(pod =>
        {
            started.SetResult();
            return pod.ReceiveAsync();
        });
        using var cancellation = new CancellationTokenSource();
        var exec = node.Client.ExecAsync("ns", "pod", ["sleep", "1000"], cancellationToken: cancellation.Token);
        await started.Task.WaitAsync(Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exec);
    }

    [Fact]
    public async Task Session_whose_outputs_nobody_reads_can_be_disposed()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            for (var i = 0; i < 20; i++)
                await pod.SendAsync(1, new byte[32 * 1024]);
            await EndAsync(pod, Success);
        });
        var session = await node.Client.OpenExecAsync("ns", "pod", ["yes"], cancellationToken: Token);
        await session.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => session.ExitCode);
    }

    [Fact]
    public async Task Output_that_is_disposed_holds_nothing_up()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            for (var i = 0; i < 20; i++)
                await pod.SendAsync(1, new byte[32 * 1024]);
            await pod.SendAsync(2, "err");
            await EndAsync(pod, Failed(9));
        });
        await using var session = await node.Client.OpenExecAsync("ns", "pod", ["yes"], cancellationToken: Token);
        await session.StandardOutput.DisposeAsync();

        Assert.Equal("err", await new StreamReader(session.StandardError).ReadToEndAsync(Token));
        Assert.Equal(9, await session.ExitCode);
    }

    [Fact]
    public async Task Terminal_has_an_input_and_no_error_output()
    {
        var query = "";
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            query = pod.Request.QueryString.Value;
            await EndAsync(pod, Success);
        });
        await node.Client.ExecAsync("ns", "pod", ["sh"], new() { Tty = true }, Token);

        Assert.Equal("?command=sh&stdin=true&stdout=true&tty=true", query);
    }

    private static string Failed(int exitCode) => """
        {"metadata":{},"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"CODE"}]}}
        """.Replace("CODE", exitCode.ToString(), StringComparison.Ordinal);

    private static async Task CatAsync(WebSocketChannels pod)
    {
        while (await pod.ReceiveAsync() is { Channel: 0 } message)
            await pod.SendAsync(1, message.Data);
        await EndAsync(pod, Success);
    }

    private static async Task EndAsync(WebSocketChannels pod, string status)
    {
        await pod.SendAsync(3, status);
        await pod.CloseAsync();
    }

    private sealed class EndlessStream : AsyncStream
    {
        public override bool CanRead => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return buffer.Length;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
