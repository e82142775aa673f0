using System.Net.WebSockets;

namespace Allocator.Api;

/// <summary>How a tunnel tells why it ends.</summary>
internal static class TunnelClose
{
    /// <summary>The pod has closed the connection in order.</summary>
    public const WebSocketCloseStatus End = WebSocketCloseStatus.NormalClosure;

    /// <summary>The server is stopping.</summary>
    public const WebSocketCloseStatus Stopping = WebSocketCloseStatus.EndpointUnavailable;

    /// <summary>The connection could not be made, or broke: the pod refused it, for example. The reason says more.</summary>
    public const WebSocketCloseStatus Failed = (WebSocketCloseStatus)4000;
}
