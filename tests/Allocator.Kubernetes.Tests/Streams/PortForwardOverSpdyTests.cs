using Allocator.Testing;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

public sealed class PortForwardOverSpdyTests() : PortForwardStreamTests(NodeProtocol.Spdy)
{
    [Fact]
    public async Task Request_names_the_pod_and_the_streams_name_the_port()
    {
        var seen = "";
        var headers = new Dictionary<string, string>();
        await using var node = await FakeNode.StartAsync((HttpContext context) => new SpdyServer(context, async pod =>
        {
            seen = $"{pod.Request.Method} {pod.Request.Path}{pod.Request.QueryString} {pod.Request.Headers["X-Stream-Protocol-Version"]}";
            headers = new(pod.Headers);
            await pod.GreetAsync();
            await pod.ReceiveAsync();
        }).RunAsync());
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 40000, Token);

        Assert.Equal("POST /api/v1/namespaces/ns/pods/pod/portforward portforward.k8s.io", seen);
        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "data", ["port"] = "40000", ["requestid"] = "1" }, headers);
    }

    [Fact]
    public async Task Read_takes_the_error_that_follows_the_end_of_the_bytes()
    {
        await using var node = await StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.Writer.WriteDataAsync(pod.DataId, default, true, Token);
            await pod.SendAsync(1, "connection ");
            await pod.SendAsync(1, "refused");
            await pod.Writer.WriteDataAsync(pod.DataId - 2, default, true, Token);
            await pod.ReceiveAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[1], Token).AsTask());
        Assert.Equal("Port 1 of pod ns/pod: connection refused", error.Message);
    }

    [Fact]
    public async Task Read_when_the_node_breaks_the_stream_off_throws()
    {
        await using var node = await StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.SendAsync(0, "half");
            await pod.Writer.WriteResetAsync(pod.DataId, SpdyResetStatus.Cancel);
            await pod.ReceiveAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        await stream.ReadExactlyAsync(new byte[4], Token);
        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[1], Token).AsTask());
        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_when_the_node_breaks_the_stream_off_throws()
    {
        await using var node = await StartAsync(async pod =>
        {
            await pod.Writer.WriteResetAsync(pod.DataId, SpdyResetStatus.Cancel);
            await pod.ReceiveAsync();
        });

        await Assert.ThrowsAsync<PortForwardException>(() => node.Client.PortForwardAsync("ns", "pod", 1, Token));
    }

    [Fact]
    public async Task Read_passes_over_frames_that_are_of_no_use_for_it()
    {
        await using var node = await StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.Writer.WriteDataAsync(99, new byte[100_000], false, Token);
            await pod.SendAsync(0, "a");
            await pod.Writer.WriteReplyAsync(97);
            await pod.Writer.WriteResetAsync(97, SpdyResetStatus.Cancel);
            await pod.SendAsync(0, "b");
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        Assert.Equal("ab", await new StreamReader(stream).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Write_after_the_pod_has_closed_throws()
    {
        await using var node = await StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.CloseAsync();
            await pod.ReceiveAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));

        await Assert.ThrowsAsync<PortForwardException>(async () => await stream.WriteAsync(new byte[1], Token));
    }

    [Fact]
    public async Task Ping_of_the_server_is_answered()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await FakeNode.StartAsync((HttpContext context) => new SpdyServer(
            context,
            async pod =>
            {
                await pod.GreetAsync();
                await pod.Writer.WritePingAsync(2);
                await pod.SendAsync(0, "x");
                await pod.ReceiveAsync();
            },
            answer.SetResult).RunAsync());
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        Assert.Equal('x', stream.ReadByte());
        Assert.Equal(2, await answer.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task Quiet_connection_is_kept_alive_by_a_ping_every_30_seconds()
    {
        var clock = new ManualTimeProvider();
        var ping = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await FakeNode.StartAsync((HttpContext context) => new SpdyServer(context, EchoAsync, ping.SetResult).RunAsync());
        node.Options.TimeProvider = clock;
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(ping.Task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await ping.Task.WaitAsync(Token));
        await stream.WriteAsync("x"u8.ToArray(), Token);
        Assert.Equal('x', stream.ReadByte());
    }

    private static Task<FakeNode> StartAsync(Func<SpdyChannels, Task> serve) =>
        FakeNode.StartAsync((HttpContext context) => new SpdyServer(context, serve).RunAsync());
}
