using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>Port-forward over WebSocket, by the project's own client.</summary>
public sealed class PortForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_bytes_of_the_pod_arrive_before_the_end()
    {
        var data = RandomNumberGenerator.GetBytes(5_000_000);
        await using var port = new PodPort(async stream => await stream.WriteAsync(data));
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 80, Token);
        var received = new MemoryStream();

        await stream.CopyToAsync(received, Token);

        Assert.Equal(data, received.ToArray());
    }

    [Fact]
    public async Task All_bytes_of_the_client_arrive_before_it_leaves()
    {
        var data = RandomNumberGenerator.GetBytes(5_000_000);
        var arrived = Signal.New<byte[]>();
        await using var port = new PodPort(async stream =>
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all);
            arrived.SetResult(all.ToArray());
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using (var stream = await client.PortForwardAsync("default", "web", 80, Token))
            await stream.WriteAsync(data, Token);

        Assert.Equal(data, await arrived.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task Hundred_megabytes_go_both_ways_at_once()
    {
        await using var port = new PodPort(PodPort.EchoAsync);
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 80, Token);

        await Traffic.EchoAsync(stream, 100_000_000, Token);
    }

    [Fact]
    public async Task Fifty_connections_at_once_do_not_mix()
    {
        await using var port = new PodPort(PodPort.EchoAsync);
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await using var stream = await client.PortForwardAsync("default", "web", 80, Token);
            await Traffic.EchoAsync(stream, 300_000, Token);
        }));

        Assert.Equal(50, port.Connections);
    }

    [Fact]
    public async Task Refused_port_is_told_in_the_kubelets_words()
    {
        await using var server = await PodServer.WithPort(PodPort.RefuseAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 1, Token);

        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.CopyToAsync(Stream.Null, Token));

        Assert.Equal(
            "Port 1 of pod default/web: error forwarding port 1 to pod web, uid : failed to execute portforward in network namespace \"web\": "
            + "failed to connect to localhost:1 inside namespace \"web\", IPv4: dial tcp4 127.0.0.1:1: connect: connection refused",
            error.Message);
    }

    [Fact]
    public async Task Pod_that_is_gone_is_told()
    {
        await using var server = await PodServer.WithPort((_, _) => throw new IOException("the pod has ended")).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 1, Token);

        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.EndsWith(": the pod has ended", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_by_the_pod_is_an_error_not_an_end()
    {
        await using var port = new PodPort(async stream =>
        {
            await stream.WriteAsync("half"u8.ToArray());
            await stream.ReadExactlyAsync(new byte[2]);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Dispose();
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 80, Token);
        var half = new byte[4];
        await stream.ReadExactlyAsync(half, Token);
        await stream.WriteAsync("ok"u8.ToArray(), Token);

        await Assert.ThrowsAsync<PortForwardException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Equal("half", Encoding.ASCII.GetString(half));
    }

    [Fact]
    public async Task Reset_by_the_pod_while_the_client_sends_is_an_error_too()
    {
        await using var port = new PodPort(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[1_000_000]);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Dispose();
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 80, Token);
        var writing = stream.WriteAsync(new byte[50_000_000], Token).AsTask();

        await Assert.ThrowsAsync<PortForwardException>(() => stream.CopyToAsync(Stream.Null, Token));
        await Record.ExceptionAsync(() => writing);
    }

    [Fact]
    public async Task Pods_side_is_closed_when_the_client_leaves()
    {
        var closed = Signal.New();
        await using var port = new PodPort(async stream =>
        {
            await stream.CopyToAsync(Stream.Null);
            closed.SetResult();
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using (await client.PortForwardAsync("default", "web", 80, Token))
        {
        }

        await closed.Task.WaitAsync(Token);
        Assert.Equal(1, port.Connections);
    }

    [Fact]
    public async Task Pod_that_does_not_read_holds_the_client_up()
    {
        var read = Signal.New();
        await using var port = new PodPort(async stream =>
        {
            await read.Task;
            await stream.CopyToAsync(Stream.Null);
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var client = server.NewClient();
        await using var stream = await client.PortForwardAsync("default", "web", 80, Token);

        var write = stream.WriteAsync(new byte[100_000_000], Token).AsTask();
        var first = await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token));
        Assert.NotSame(write, first);
        read.SetResult();
        await write;
    }
}
