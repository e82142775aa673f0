using System.Net.WebSockets;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>A connection to a port of an instance, over a WebSocket. Its end is the pod's end; disposing it ends the connection.</summary>
internal sealed class TunnelStream(WebSocket socket, string title, TimeProvider time) : AsyncStream
{
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(1);

    private bool _ended;
    private int _disposed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_ended && buffer.Length > 0)
        {
            var received = await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (received.MessageType != WebSocketMessageType.Close)
            {
                // A message may be empty, which is no end.
                if (received.Count > 0)
                    return received.Count;
                continue;
            }

            if (socket.CloseStatus is not TunnelClose.End)
                throw new IOException($"{title} broke: {socket.CloseStatusDescription ?? $"the server closed it by {socket.CloseStatus}"}.");
            _ended = true;
        }

        return 0;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException broken)
        {
            throw new IOException($"{title} broke: {broken.Message}", broken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        try
        {
            using var limit = new CancellationTokenSource(s_closing, time);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // Then there is nobody to be told.
        }

        socket.Dispose();
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException broken)
        {
            throw new IOException($"{title} broke: {broken.Message}", broken);
        }
    }
}
