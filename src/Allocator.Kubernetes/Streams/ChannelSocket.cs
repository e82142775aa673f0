using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Allocator;

/// <summary>
/// A WebSocket that carries several byte streams: the first byte of every message is the number of its channel.
/// One reader and one writer at a time. A cancelled read or write breaks the connection, as half a message may be gone.
/// </summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/util/httpstream/wsstream/conn.go"/>.</remarks>
internal sealed class ChannelSocket(WebSocket socket, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>What <see cref="NextAsync"/> returns when the server closed the connection in order.</summary>
    public const int Closed = -1;

    /// <summary>The subprotocol of port-forward, and of exec before Kubernetes 1.30.</summary>
    public const string V4 = "v4.channel.k8s.io";

    /// <summary>The subprotocol of exec in which one channel can be closed.</summary>
    public const string V5 = "v5.channel.k8s.io";

    /// <summary>
    /// The bytes of the longest message: with the frame's header (8) and the channel (1) it fills whole TLS records (16 KiB). One byte more would
    /// be a record of its own, which every proxy on the way reads and writes by itself.
    /// </summary>
    public const int MaxPayload = 4 * 16 * 1024 - 8 - 1;

    private const int MaxTextLength = 64 * 1024;
    private static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(2);

    private readonly byte[] _first = new byte[1];
    private int _channel;
    private bool _inMessage;
    private bool _closed;

    /// <summary>The subprotocol that the server chose.</summary>
    public string Protocol => socket.SubProtocol ?? "";

    /// <summary>Waits for bytes and returns their channel: the current one, while its message has more.</summary>
    /// <exception cref="IOException">The connection broke, or the server closed it for a reason other than its end.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        while (!_inMessage)
        {
            if (_closed)
                return Closed;
            var received = await ReceiveAsync(_first, cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
                return Close();
            if (received.Count == 0)
                continue;
            _channel = _first[0];
            _inMessage = !received.EndOfMessage;
        }

        return _channel;
    }

    /// <summary>Reads bytes of the channel that <see cref="NextAsync"/> returned; 0 only when its message has no more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var received = await ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (received.MessageType == WebSocketMessageType.Close)
            throw new IOException("The server closed the connection within a message.");
        _inMessage = !received.EndOfMessage;
        return received.Count;
    }

    /// <summary>Reads the rest of the current message as text. What exceeds 64 KiB is left out.</summary>
    public async ValueTask<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>();
        while (_inMessage)
        {
            var count = await ReadAsync(text.GetMemory(1024), cancellationToken).ConfigureAwait(false);
            if (text.WrittenCount + count <= MaxTextLength)
                text.Advance(count);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>Sends bytes on a channel, in messages of one frame each: servers take every frame for a message.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + Math.Min(data.Length, MaxPayload));
        try
        {
            message[0] = channel;
            while (!data.IsEmpty)
            {
                var count = Math.Min(data.Length, MaxPayload);
                data.Span[..count].CopyTo(message.AsSpan(1));
                await socket.SendAsync(message.AsMemory(0, 1 + count), WebSocketMessageType.Binary, true, cancellationToken).ConfigureAwait(false);
                data = data[count..];
            }
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Broken(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>
    /// Closes in order, so that the server still takes all that was sent, and waits a moment for its answer. What it sends meanwhile is dropped.
    /// A pending read ends.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(s_closeTimeout, timeProvider);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            socket.Abort();
        }
        finally
        {
            socket.Dispose();
        }
    }

    private static bool IsBroken(Exception e, CancellationToken cancellationToken) =>
        e is WebSocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static IOException Broken(Exception e) => new("The connection to the API server broke before it ended.", e);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Broken(e);
        }
    }

    private int Close()
    {
        if (socket.CloseStatus is not (WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.Empty))
            throw new IOException($"The server closed the connection: {socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd());
        _closed = true;
        return Closed;
    }
}
