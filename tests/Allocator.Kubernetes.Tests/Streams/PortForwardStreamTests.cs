using System.Security.Cryptography;
using System.Text;

namespace Allocator.Tests.Streams;

/// <summary>What forwarded connections have in common, over either protocol.</summary>
public abstract class PortForwardStreamTests
{
    private readonly NodeProtocol _protocol;

    private protected PortForwardStreamTests(NodeProtocol protocol) => _protocol = protocol;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_returns_what_the_pod_sent_and_then_the_end()
    {
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
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
    public async Task Write_sends_messages_that_a_node_takes_and_all_arrive_before_the_close()
    {
        var data = RandomNumberGenerator.GetBytes(1_000_000);
        var arrived = new TaskCompletionSource<byte[]>();
        var longest = 0;
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
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
        await using var node = await FakeNode.StartAsync(_protocol, EchoAsync);
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var data = RandomNumberGenerator.GetBytes(20_000_000);
        var echoed = new byte[data.Length];

        var write = stream.WriteAsync(data, Token).AsTask();
        await stream.ReadExactlyAsync(echoed, Token);
        await write;

        Assert.Equal(SHA256.HashData(data), SHA256.HashData(echoed));
    }

    [Fact]
    public async Task Read_of_no_bytes_waits_for_data_and_is_not_the_end()
    {
        await using var node = await FakeNode.StartAsync(_protocol, EchoAsync);
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
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
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
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
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
    public async Task Write_after_the_connection_is_cut_throws()
    {
        await using var node = await FakeNode.StartAsync(_protocol, async pod =>
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

    [Fact]
    public async Task Open_without_an_answer_times_out()
    {
        await using var node = await FakeNode.StartAsync(_protocol, pod => pod.ReceiveAsync());
        node.Options.RequestTimeout = TimeSpan.FromMilliseconds(200);

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.True(error.TimedOut);
    }

    [Fact]
    public async Task Cancellation_ends_a_read()
    {
        await using var node = await FakeNode.StartAsync(_protocol, EchoAsync);
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        using var cancellation = new CancellationTokenSource();
        var read = stream.ReadAsync(new byte[1], cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
    }

    [Fact]
    public async Task Dispose_ends_a_pending_read()
    {
        await using var node = await FakeNode.StartAsync(_protocol, EchoAsync);
        var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);
        var read = stream.ReadAsync(new byte[1], Token);
        await stream.DisposeAsync();

        Assert.Equal(0, await read);
    }

    [Fact]
    public async Task Synchronous_calls_work_as_well()
    {
        await using var node = await FakeNode.StartAsync(_protocol, EchoAsync);
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
            await pod.SendAsync(0, message.Data);
        await pod.CloseAsync();
    }
}
