using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Allocator.Tests.Streams;

/// <summary>What a listener does, over either protocol.</summary>
public abstract class PortForwardListenerTests
{
    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(10);

    private readonly NodeProtocol _protocol;

    private protected PortForwardListenerTests(NodeProtocol protocol) => _protocol = protocol;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_connections_at_once_each_get_their_own_bytes()
    {
        await using var node = await FakeNode.StartAsync(_protocol, PortForwardStreamTests.EchoAsync);
        await using var listener = Listen(node);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var client = await ConnectAsync(listener);
            var sent = Encoding.ASCII.GetBytes($"connection {i}");
            var received = new byte[sent.Length];
            await client.WriteAsync(sent, Token);
            await client.ReadExactlyAsync(received, Token);
            Assert.Equal(sent, received);
        }));
        Assert.Null(listener.LastError);
    }

    [Fact]
    public async Task Twenty_megabytes_go_both_ways_at_once()
    {
        await using var node = await FakeNode.StartAsync(_protocol, PortForwardStreamTests.EchoAsync);
        await using var listener = Listen(node);
        using var client = await ConnectAsync(listener);
        var data = RandomNumberGenerator.GetBytes(20_000_000);
        var echoed = new byte[data.Length];

        var write = client.WriteAsync(data, Token).AsTask();
        await client.ReadExactlyAsync(echoed, Token);
        await write;

        Assert.Equal(SHA256.HashData(data), SHA256.HashData(echoed));
    }

    [Fact]
    public async Task Pod_that_closes_gives_all_its_bytes_and_the_end_though_the_local_side_still_sends()
    {
        var data = RandomNumberGenerator.GetBytes(3_000_000);
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            await pod.GreetAsync();
            await pod.ReceiveAsync();
            await pod.SendAsync(0, data);
            await pod.CloseAsync();
            while (await pod.ReceiveAsync() is not null)
            {
            }
        });
        await using var listener = Listen(node);
        using var client = await ConnectAsync(listener);
        await client.WriteAsync(new byte[100], Token);
        var received = new MemoryStream();
        var copy = client.CopyToAsync(received, Token);
        await client.WriteAsync(new byte[1_000_000], Token);
        await copy;
        Assert.Equal(data, received.ToArray());
        Assert.Null(listener.LastError);
    }

    [Fact]
    public async Task Local_side_that_ends_its_sending_still_gets_the_answer()
    {
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            await pod.GreetAsync();
            var request = Encoding.ASCII.GetString((await pod.ReceiveAsync())!.Value.Data.Span);
            await pod.SendAsync(0, "answer to " + request);
            await pod.CloseAsync();
        });
        await using var listener = Listen(node, s_never);
        using var client = await ConnectAsync(listener);
        await client.WriteAsync("question"u8.ToArray(), Token);
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal("answer to question", await new StreamReader(client).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Local_side_that_ends_its_sending_gets_the_end_when_the_pod_falls_silent_and_the_pod_gets_all_bytes()
    {
        var podGot = new TaskCompletionSource<string>();
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            await pod.GreetAsync();
            await pod.SendAsync(0, "banner");
            var got = "";
            while (await pod.ReceiveAsync() is { } message)
                got += Encoding.ASCII.GetString(message.Data.Span);
            podGot.SetResult(got);
            await pod.CloseAsync();
        });
        await using var listener = Listen(node, TimeSpan.FromMilliseconds(100));
        using var client = await ConnectAsync(listener);
        await client.WriteAsync("last words"u8.ToArray(), Token);
        var banner = new byte["banner".Length];
        await client.ReadExactlyAsync(banner, Token);
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal("banner", Encoding.ASCII.GetString(banner));
        Assert.Equal("", await new StreamReader(client).ReadToEndAsync(Token));
        Assert.Equal("last words", await podGot.Task);
        Assert.Null(listener.LastError);
    }

    [Fact]
    public async Task Open_that_fails_resets_the_local_connection_and_says_why()
    {
        var told = new TaskCompletionSource<Exception>();
        var failure = new IOException("no pod");
        var opening = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = PortForwardListener.Start(_ => opening.Task, new() { ConnectionFailed = told.SetResult });
        using var client = await ConnectAsync(listener);
        opening.SetException(failure);

        await AssertResetAsync(client);
        Assert.Same(failure, await told.Task);
        Assert.Same(failure, listener.LastError);
    }

    [Fact]
    public async Task Refused_port_resets_the_local_connection_and_the_next_may_succeed()
    {
        var connections = 0;
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            if (Interlocked.Increment(ref connections) > 1)
            {
                await PortForwardStreamTests.EchoAsync(pod);
                return;
            }

            await pod.GreetAsync();
            await pod.ReceiveAsync();
            await pod.SendAsync(1, "connection refused");
            await pod.CloseAsync();
        });
        await using var listener = Listen(node);
        using var first = await ConnectAsync(listener);
        await first.WriteAsync("x"u8.ToArray(), Token);
        await AssertResetAsync(first);
        using var second = await ConnectAsync(listener);
        await second.WriteAsync("x"u8.ToArray(), Token);

        Assert.Equal('x', second.ReadByte());
        Assert.Contains("connection refused", Assert.IsType<PortForwardException>(listener.LastError).Message);
    }

    [Fact]
    public async Task Connection_that_is_cut_on_the_way_resets_the_local_connection()
    {
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            await pod.GreetAsync();
            await pod.ReceiveAsync();
            pod.Cut();
        });
        await using var listener = Listen(node);
        using var client = await ConnectAsync(listener);
        await client.WriteAsync("x"u8.ToArray(), Token);

        await AssertResetAsync(client);
    }

    [Fact]
    public async Task Local_reset_closes_the_pods_connection_and_is_no_failure()
    {
        var closed = new TaskCompletionSource();
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
        {
            await pod.GreetAsync();
            while (await pod.ReceiveAsync() is not null)
            {
            }

            closed.SetResult();
        });
        await using var listener = Listen(node, s_never);
        var client = await ConnectAsync(listener);
        await client.WriteAsync("x"u8.ToArray(), Token);
        client.Socket.LingerState = new(true, 0);
        client.Socket.Dispose();

        await closed.Task.WaitAsync(Token);
        Assert.Null(listener.LastError);
    }

    [Fact]
    public async Task Slow_pod_holds_the_local_side_back()
    {
        await using var pod = new SlowStream();
        await using var listener = PortForwardListener.Start(_ => Task.FromResult<Stream>(pod));
        using var client = await ConnectAsync(listener);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var write = client.WriteAsync(new byte[64_000_000], giveUp.Token).AsTask();
        await pod.WriteBegan.WaitAsync(Token);

        // The kernel's buffers hold a few megabytes, never all.
        Assert.False(write.IsCompleted);
        Assert.InRange(pod.Offered, 1, 64 * 1024);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task Dispose_resets_connections_and_stops_listening()
    {
        await using var node = await FakeNode.StartAsync(_protocol, PortForwardStreamTests.EchoAsync);
        var listener = Listen(node);
        using var client = await ConnectAsync(listener);
        await client.WriteAsync("x"u8.ToArray(), Token);
        Assert.Equal('x', client.ReadByte());

        await listener.DisposeAsync();
        await listener.DisposeAsync();

        await AssertResetAsync(client);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(listener));
    }

    [Fact]
    public async Task Start_on_a_given_port_listens_there_and_a_second_time_throws()
    {
        await using var first = PortForwardListener.Start(_ => Task.FromException<Stream>(new IOException()));
        var options = new PortForwardListenerOptions { Port = first.LocalEndPoint.Port };

        Assert.Equal(IPAddress.Loopback, first.LocalEndPoint.Address);
        Assert.Throws<SocketException>(() => PortForwardListener.Start(_ => Task.FromException<Stream>(new IOException()), options));
        await first.DisposeAsync();
        await using var second = PortForwardListener.Start(_ => Task.FromException<Stream>(new IOException()), options);
        Assert.Equal(options.Port, second.LocalEndPoint.Port);
    }

    private static PortForwardListener Listen(FakeNode node, TimeSpan? linger = null) =>
        PortForwardListener.Start(
            node.Client, _ => Task.FromResult(new PortForwardTarget("ns", "pod", 80, "uid")), new() { Linger = linger ?? TimeSpan.FromSeconds(5) });

    private protected static async Task<NetworkStream> ConnectAsync(PortForwardListener listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndPoint, Token);
        return new(socket, ownsSocket: true);
    }

    private static async Task AssertResetAsync(NetworkStream client)
    {
        var error = await Assert.ThrowsAsync<IOException>(() => client.ReadAsync(new byte[1], Token).AsTask());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
    }

    /// <summary>Takes one write and never ends it.</summary>
    private sealed class SlowStream : AsyncStream
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WriteBegan => _began.Task;

        public int Offered { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Offered += buffer.Length;
            _began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

public sealed class PortForwardListenerOverSpdyTests() : PortForwardListenerTests(NodeProtocol.Spdy);

public sealed class PortForwardListenerOverWebSocketTests() : PortForwardListenerTests(NodeProtocol.WebSocket);
