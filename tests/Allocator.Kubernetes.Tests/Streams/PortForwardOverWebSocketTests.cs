using System.Net.WebSockets;
using System.Security.Cryptography;

namespace Allocator.Tests.Streams;

public sealed class PortForwardOverWebSocketTests() : PortForwardStreamTests(NodeProtocol.WebSocket)
{
    [Fact]
    public async Task Request_names_pod_port_and_protocol()
    {
        var seen = "";
        await using var node = await FakeNode.StartAsync(async (WebSocketChannels pod) =>
        {
            seen = $"{pod.Request.Path}{pod.Request.QueryString} {pod.Socket.SubProtocol}";
            await pod.GreetAsync();
            await pod.ReceiveAsync();
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 40000, Token);

        Assert.Equal("/api/v1/namespaces/ns/pods/pod/portforward?ports=40000 v4.channel.k8s.io", seen);
    }

    [Fact]
    public async Task Read_puts_fragments_and_frames_larger_than_the_buffer_together()
    {
        var data = RandomNumberGenerator.GetBytes(300_000);
        await using var node = await FakeNode.StartAsync(async (WebSocketChannels pod) =>
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
    public async Task Read_when_the_server_goes_away_throws_instead_of_telling_the_end()
    {
        await using var node = await FakeNode.StartAsync(async (WebSocketChannels pod) =>
        {
            await pod.GreetAsync();
            await pod.CloseAsync(WebSocketCloseStatus.EndpointUnavailable);
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 1, Token);

        var error = await Assert.ThrowsAsync<PortForwardException>(() => stream.ReadAsync(new byte[1], Token).AsTask());
        Assert.Contains("EndpointUnavailable", error.Message);
    }

    [Theory]
    [InlineData(0, 81)]
    [InlineData(1, 80)]
    public async Task Open_with_another_greeting_throws(byte channel, byte port)
    {
        await using var node = await FakeNode.StartAsync(async (WebSocketChannels pod) =>
        {
            await pod.SendAsync(channel, new[] { port, (byte)0 });
            await pod.ReceiveAsync();
        });

        await Assert.ThrowsAsync<PortForwardException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
    }
}
