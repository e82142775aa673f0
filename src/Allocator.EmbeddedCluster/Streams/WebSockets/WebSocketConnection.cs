using System.Buffers;
using System.Net.WebSockets;

namespace Allocator.Embedded;

/// <summary>A WebSocket that carries several channels: the first byte of every message is the number of its channel.</summary>
/// <remarks>
/// A channel of which nobody takes what the client sends holds up all, as a kubelet's does. See
/// <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/staging/src/k8s.io/apiserver/pkg/util/wsstream/conn.go"/>.
/// </remarks>
internal sealed class WebSocketConnection : PodConnection
{
    /// <summary>The channel whose messages name another that the client has ended, from the protocol v5 on.</summary>
    private const int EndChannel = 255;

    private const int MaxPayload = 32 * 1024;

    private readonly WebSocket _socket;
    private readonly bool _canEndChannels;
    private readonly Channel[] _channels;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _first = new byte[1];
    private readonly byte[] _unwanted = new byte[1024];

    public WebSocketConnection(
        WebSocket socket, int channels, bool canEndChannels, TimeProvider timeProvider, CancellationToken cancellationToken)
        : base(timeProvider, cancellationToken)
    {
        _socket = socket;
        _canEndChannels = canEndChannels;
        _channels = [.. Enumerable.Range(0, channels).Select(number => new Channel(this, (byte)number))];
    }

    public PodChannel this[int number] => _channels[number];

    protected override void Dispose(bool disposing)
    {
        _socket.Dispose();
        _sending.Dispose();
        base.Dispose(disposing);
    }

    protected override async Task ReadAsync()
    {
        while (await _socket.ReceiveAsync(_first.AsMemory(), Ended).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } head)
        {
            if (head.Count > 0)
                await TakeAsync(_first[0], !head.EndOfMessage).ConfigureAwait(false);
        }

        await CloseOutputAsync().ConfigureAwait(false);
    }

    protected override async ValueTask EndChannelsAsync()
    {
        foreach (var channel in _channels)
            await channel.EndIncomingAsync().ConfigureAwait(false);
    }

    protected override async ValueTask CloseOutputAsync()
    {
        await _sending.WaitAsync(Ended).ConfigureAwait(false);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Ended).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Takes the rest of a message.</summary>
    private async ValueTask TakeAsync(int number, bool hasMore)
    {
        var channel = number < _channels.Length ? _channels[number] : null;
        while (hasMore)
        {
            var target = channel?.Incoming;
            var received = await _socket.ReceiveAsync(target?.GetMemory() ?? _unwanted, Ended).ConfigureAwait(false);
            hasMore = !received.EndOfMessage && received.MessageType != WebSocketMessageType.Close;
            if (target is null)
                continue;
            target.Advance(received.Count);
            if ((await target.FlushAsync(Ended).ConfigureAwait(false)).IsCompleted)
                await channel!.EndIncomingAsync().ConfigureAwait(false);
        }

        if (_canEndChannels && number == EndChannel && _unwanted[0] < _channels.Length)
            await _channels[_unwanted[0]].EndIncomingAsync().ConfigureAwait(false);
    }

    private async ValueTask SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + Math.Min(data.Length, MaxPayload));
        try
        {
            message[0] = channel;
            do
            {
                var count = Math.Min(data.Length, MaxPayload);
                data.Span[..count].CopyTo(message.AsSpan(1));
                await SendAsync(message.AsMemory(0, 1 + count), cancellationToken).ConfigureAwait(false);
                data = data[count..];
            }
            while (!data.IsEmpty);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await SendInTurnAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException || Ended.IsCancellationRequested)
        {
            throw await BrokenAsync(e).ConfigureAwait(false);
        }
    }

    private async ValueTask SendInTurnAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Only the end of the connection cancels it: half a message would break the connection for the other channels.
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, Ended).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private sealed class Channel(WebSocketConnection connection, byte number) : PodChannel
    {
        public override ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
            connection.SendAsync(number, data, cancellationToken);

        /// <summary>The protocol has no way to end one channel.</summary>
        public override ValueTask EndAsync() => ValueTask.CompletedTask;
    }
}
