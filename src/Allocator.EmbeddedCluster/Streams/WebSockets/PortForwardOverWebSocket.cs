using System.Buffers.Binary;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Port-forward with two channels per port of the query: data and error, which both begin with the port's number.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/portforward/websocket.go"/>.</remarks>
internal static class PortForwardOverWebSocket
{
    private const string V4 = "v4.channel.k8s.io";

    /// <summary>SPDY within binary messages: what kubectl asks for from Kubernetes 1.31 on.</summary>
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    public static async Task ServeAsync(
        UpgradeRequest upgrade, IReadOnlyList<int> ports, ForwardedPort forwarded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var protocol = upgrade.ChooseSubprotocol(Tunnel, V4, "");
        if (protocol != Tunnel && ports.Count == 0)
            throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, "query parameter \"port\" is required");
        var socket = await upgrade.AcceptWebSocketAsync(protocol).ConfigureAwait(false);
        if (protocol != Tunnel)
        {
            await ServeChannelsAsync(socket, ports, forwarded, timeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        await using (stream.ConfigureAwait(false))
            await PortForwardOverSpdy.ServeAsync(stream, forwarded, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ServeChannelsAsync(
        WebSocket socket, IReadOnlyList<int> ports, ForwardedPort forwarded, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var connection = new WebSocketConnection(socket, ports.Count * 2, canEndChannels: false, timeProvider, cancellationToken);
        var serving = ports.Select((port, i) => ServeAsync(port, connection[2 * i], connection[(2 * i) + 1]));
        await connection.ServeAsync(() => Task.WhenAll(serving)).ConfigureAwait(false);

        async Task ServeAsync(int port, PodChannel data, PodChannel error)
        {
            var greeting = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(greeting, (ushort)port);
            await data.SendAsync(greeting, connection.Ended).ConfigureAwait(false);
            await error.SendAsync(greeting, connection.Ended).ConfigureAwait(false);
            await forwarded.ServeAsync(port, data, error).ConfigureAwait(false);
        }
    }
}
