using System.Text;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

/// <summary>What a node forwards ports over.</summary>
internal enum NodeProtocol
{
    Spdy,
    WebSocket,
}

/// <summary>One forwarded connection as the node sees it: its bytes on channel 0, why it failed on channel 1.</summary>
internal abstract class NodeChannels(HttpContext context)
{
    public HttpRequest Request => context.Request;

    /// <summary>Accepts it, as port-forward does.</summary>
    public abstract Task GreetAsync();

    public abstract Task SendAsync(byte channel, ReadOnlyMemory<byte> data);

    public Task SendAsync(byte channel, string text) => SendAsync(channel, Encoding.UTF8.GetBytes(text));

    /// <summary>The next message: its channel and its bytes, valid until the next call; null when the client has closed.</summary>
    public abstract Task<(byte Channel, ReadOnlyMemory<byte> Data)?> ReceiveAsync();

    public abstract Task CloseAsync();

    /// <summary>Ends the TCP connection without a word.</summary>
    public void Cut() => context.Abort();
}
