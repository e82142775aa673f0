using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Allocator;

public sealed class TunnelStreamTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Megabyte_goes_there_and_back_through_each_of_20_connections_at_once()
    {
        await using var client = Clients.Of(fixture.Server, "tunnel-many");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);
        await using var endpoint = await handle.ConnectAsync("echo", Token);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EchoAsync(endpoint)));

        Assert.Null(endpoint.LastError);
        Assert.Equal(7000, endpoint.ContainerPort);
    }

    [Fact]
    public async Task End_of_the_pod_is_the_end_of_the_stream()
    {
        await using var client = Clients.Of(fixture.Server, "tunnel-end");
        await using var handle = await client.AllocatorOf("greeter").CreateAsync(cancellationToken: Token);
        await using var stream = await handle.OpenConnectionAsync(cancellationToken: Token);

        using var reader = new StreamReader(stream, Encoding.UTF8);

        Assert.Equal("good day\n", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_told()
    {
        await using var client = Clients.Of(fixture.Server, "tunnel-refused");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);
        await using var stream = await handle.OpenConnectionAsync(7999, Token);

        var broken = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));

        Assert.Contains("7999", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_does_not_exist_is_told()
    {
        await using var client = Clients.Of(fixture.Server, "tunnel-absent");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);

        var listed = await Assert.ThrowsAsync<AllocatorException>(() => handle.ConnectAsync("nothing", Token));
        var refused = await Assert.ThrowsAsync<AllocatorException>(() => handle.OpenConnectionAsync("nothing", Token));

        Assert.Contains("echo", listed.Message, StringComparison.Ordinal);
        Assert.Contains("nothing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAllAsync_opens_each_port()
    {
        await using var client = Clients.Of(fixture.Server, "tunnel-all");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);

        var endpoints = await handle.ConnectAllAsync(Token);
        var ports = await handle.GetPortsAsync(Token);

        Assert.Equal(ports.Select(port => (port.Name, port.Number, port.ClusterHost)), endpoints.Select(one => (one.Name, one.ContainerPort, one.ClusterHost)));
        Assert.Contains("echo", endpoints.Select(one => one.Name));
        await Task.WhenAll(endpoints.Select(one => one.DisposeAsync().AsTask()));
    }

    private static async Task EchoAsync(InstanceEndpoint endpoint)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(endpoint.Host, endpoint.Port, Token);
        var sent = RandomNumberGenerator.GetBytes(1_000_000);
        var received = new byte[sent.Length];

        var sending = tcp.GetStream().WriteAsync(sent, Token);
        await tcp.GetStream().ReadExactlyAsync(received, Token);
        await sending;

        Assert.Equal(sent, received);
    }
}
