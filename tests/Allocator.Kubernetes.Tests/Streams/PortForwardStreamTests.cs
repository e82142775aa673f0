using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

public sealed class PortForwardStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_returns_what_the_pod_sent_and_then_the_end()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.SendAsync(0, "hello ");
            await pod.SendAsync(0, "");
            await pod.SendAsync(0, "world");
            await pod.CloseAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 5432, Token);

        Assert.Equal("hello world", await new StreamReader(stream).ReadToEndAsync(Token));
        Assert.Equal(0, await stream.ReadAsync(new byte[10], Token));
    }

    [Fact]
    public async Task Request_names_pod_port_and_protocol()
    {
        var seen = "";
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            seen = $"{pod.Request.Path}{pod.Request.QueryString} {pod.Socket.SubProtocol}";
            await pod.GreetAsync();
            await pod.ReceiveAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 40000, Token);

        Assert.Equal("/api/v1/namespaces/ns/pods/pod/portforward?ports=40000 v4.channel.k8s.io", seen);
    }

    [Fact]
    public async Task Write_sends_messages_that_a_node_takes_and_all_arrive_before_the_close()
    {
        var data = RandomNumberGenerator.GetBytes(1_000_000);
        var arrived = new TaskCompletionSource<byte[]>();
        var longest = 0;
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            var all = new MemoryStream();
            while (await pod.ReceiveAsync() is { } message)
            {
                Assert.Equal(0, message.Channel);
                longest = Math.Max(longest, message.Data.Length);
                all.Write(message.Data.Span);
            }

            arrived.SetResult(all.ToArray());
            await pod.CloseAsync();
        });
        await using (var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token))
            await stream.WriteAsync(data, Token);

        Assert.Equal(data, await arrived.Task);
        Assert.InRange(longest, 1, 64 * 1024);
    }

    [Fact]
    public async Task Twenty_megabytes_go_both_ways_at_once()
    {
        await using var node = await FakeNode.StartAsync(EchoAsync);
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var data = RandomNumberGenerator.GetBytes(20_000_000);
        var echoed = new byte[data.Length];

        var write = stream.WriteAsync(data, Token).AsTask();
        await stream.ReadExactlyAsync(echoed, Token);
        await write;

        Assert.Equal(SHA256.HashData(data), SHA256.HashData(echoed));
    }

    [Fact]
    public async Task Read_puts_fragments_and_frames_larger_than_the_buffer_together()
    {
        var data = RandomNumberGenerator.GetBytes(300_000);
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.Socket.SendAsync(new byte[] { 0 }, WebSocketMessageType.Binary, false, default);
            await pod.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, false, default);
            await pod.Socket.SendAsync(data.AsMemory(0, 200_000), WebSocketMessageType.Binary, false, default);
            await pod.Socket.SendAsync(data.AsMemory(200_000), WebSocketMessageType.Binary, true, default);
            await pod.CloseAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var received = new MemoryStream();
        await stream.CopyToAsync(received, 1000, Token);

        Assert.Equal(data, received.ToArray());
    }

    [Fact]
    public async Task Read_of_no_bytes_waits_for_data_and_is_not_the_end()
    {
        await using var node = await FakeNode.StartAsync(EchoAsync);
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var waiting = stream.ReadAsync(Memory<byte>.Empty, Token);
        Assert.False(waiting.IsCompleted);
        await stream.WriteAsync("x"u8.ToArray(), Token);

        Assert.Equal(0, await waiting);
        Assert.Equal('x', stream.ReadByte());
    }

    [Fact]
    public async Task Read_after_the_node_reports_an_error_gives_the_data_and_then_throws_its_words()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.SendAsync(0, "data");
            await pod.SendAsync(1, "dial tcp4 127.0.0.1:7999: connect: connection refused");
            await pod.CloseAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 7999, Token);

        Assert.Equal(4, await stream.ReadAsync(new byte[10], Token));
        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[10], Token).AsTask());
        Assert.Equal("Port 7999 of pod ns/pod: dial tcp4 127.0.0.1:7999: connect: connection refused", error.Message);
        Assert.Same(error, await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[10], Token).AsTask()));
    }

    [Fact]
    public async Task Read_when_the_connection_is_cut_throws_instead_of_telling_the_end()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.ReceiveAsync();
            await pod.SendAsync(0, "half");
            pod.Cut();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        await stream.WriteAsync("x"u8.ToArray(), Token);

        await Assert.ThrowsAsync<PortForwardException>(async () => await stream.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task Read_when_the_server_goes_away_throws_instead_of_telling_the_end()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.CloseAsync(WebSocketCloseStatus.EndpointUnavailable);
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[1], Token).AsTask());
        Assert.Contains("EndpointUnavailable", error.Message);
    }

    [Fact]
    public async Task Write_after_the_connection_is_cut_throws()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.GreetAsync();
            await pod.ReceiveAsync();
            pod.Cut();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        await stream.WriteAsync("x"u8.ToArray(), Token);
        await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[1], Token).AsTask());

        await Assert.ThrowsAsync<PortForwardException>(async () => await stream.WriteAsync(new byte[100_000], Token));
    }

    [Theory]
    [InlineData(0, 81)]
    [InlineData(1, 80)]
    public async Task Open_with_another_greeting_throws(byte channel, byte port)
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.SendAsync(channel, [port, 0]);
            await pod.ReceiveAsync();
        });

        await Assert.ThrowsAsync<PortForwardException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
    }

    [Fact]
    public async Task Open_that_is_refused_throws_the_servers_status()
    {
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("""{"kind":"Status","message":"pods \"pod\" not found","reason":"NotFound","code":404}""");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.True(error.IsNotFound);
        Assert.Equal("NotFound", error.Reason);
        Assert.EndsWith("pods \"pod\" not found", error.Message);
    }

    [Fact]
    public async Task Open_to_a_pod_that_has_ended_throws_the_nodes_words_at_once()
    {
        var requests = 0;
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            requests++;
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("pod not found (\"pod_ns\")");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.Equal("GET pods/pod/portforward in namespace ns: 500 InternalServerError: pod not found (\"pod_ns\")", error.Message);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Open_without_an_answer_times_out()
    {
        await using var node = await FakeNode.StartAsync(pod => pod.ReceiveAsync());
        node.Options.RequestTimeout = TimeSpan.FromMilliseconds(200);

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.True(error.TimedOut);
    }

    [Fact]
    public async Task Cancellation_ends_a_read()
    {
        await using var node = await FakeNode.StartAsync(EchoAsync);
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        using var cancellation = new CancellationTokenSource();
        var read = stream.ReadAsync(new byte[1], cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
    }

    [Fact]
    public async Task Dispose_ends_a_pending_read()
    {
        await using var node = await FakeNode.StartAsync(EchoAsync);
        var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var read = stream.ReadAsync(new byte[1], Token);
        await stream.DisposeAsync();

        Assert.Equal(0, await read);
    }

    [Fact]
    public async Task Synchronous_calls_work_as_well()
    {
        await using var node = await FakeNode.StartAsync(EchoAsync);
        var answer = new byte[4];
        using (var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token))
        {
            stream.Write("ping"u8);
            stream.Flush();
            stream.ReadExactly(answer);
        }

        Assert.Equal("ping", Encoding.ASCII.GetString(answer));
    }

    internal static async Task EchoAsync(NodeChannels pod)
    {
        await pod.GreetAsync();
        while (await pod.ReceiveAsync() is { } message)
            await pod.SendAsync(0, message.Data.Span);
        await pod.CloseAsync();
    }
}
