using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

/// <summary>One WebSocket as the node sees it.</summary>
internal sealed class WebSocketChannels(HttpContext context, WebSocket socket) : NodeChannels(context)
{
    private readonly byte[] _buffer = new byte[128 * 1024];

    public WebSocket Socket => socket;

    /// <summary>The greeting of port-forward: the port on both channels.</summary>
    public override async Task GreetAsync()
    {
        var port = BitConverter.GetBytes(ushort.Parse(Request.Query["ports"]!));
        await SendAsync(0, port);
        await SendAsync(1, port);
    }

    public override Task SendAsync(byte channel, ReadOnlyMemory<byte> data)
    {
        var message = new byte[1 + data.Length];
        message[0] = channel;
        data.CopyTo(message.AsMemory(1));
        return socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
    }

    /// <remarks>Like the real one it takes every frame for a whole message.</remarks>
    public override async Task<(byte Channel, ReadOnlyMemory<byte> Data)?> ReceiveAsync()
    {
        var result = await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        var length = result.Count;
        while (!result.EndOfMessage)
        {
            result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += result.Count;
        }

        return result.MessageType == WebSocketMessageType.Close ? null : (_buffer[0], _buffer.AsMemory(1, length - 1));
    }

    public override Task CloseAsync() => CloseAsync(WebSocketCloseStatus.NormalClosure);

    public Task CloseAsync(WebSocketCloseStatus status) => socket.CloseOutputAsync(status, null, CancellationToken.None);
}
