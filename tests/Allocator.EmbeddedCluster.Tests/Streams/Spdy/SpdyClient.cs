using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Allocator.Embedded.Tests.Streams.Spdy;

/// <summary>A client that writes and reads SPDY frame by frame, straight to a <see cref="SpdyConnection"/>.</summary>
/// <remarks>It goes on on any thread: the test's own may be busy with what its clock sets off.</remarks>
internal sealed class SpdyClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly NetworkStream _serverStream;
    private readonly SpdyHeaderWriter _headers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private SpdyClient(NetworkStream stream, NetworkStream serverStream, Func<Stream, CancellationToken, Task> serve)
    {
        (_stream, _serverStream) = (stream, serverStream);
        _serving = serve(serverStream, _stop.Token);
    }

    public static async Task<SpdyClient> StartAsync(Func<Stream, CancellationToken, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        var server = await listener.AcceptSocketAsync();
        return new(new(client, ownsSocket: true), new(server, ownsSocket: true), serve);
    }

    public Task OpenAsync(int id, params (string Name, string Value)[] headers)
    {
        var block = _headers.Write(headers.ToDictionary(header => header.Name, header => header.Value));
        return ControlAsync(SpdyFrameType.SynStream, [.. Word(id), .. Word(0), 0, 0, .. block]);
    }

    public Task ControlAsync(SpdyFrameType type, params byte[] payload) => WriteAsync(new(type, 0, false, payload.Length), payload);

    public Task DataAsync(int id, byte[] data, bool isLast = false) => WriteAsync(new(SpdyFrameType.Data, id, isLast, data.Length), data);

    /// <summary>Sends as much as the server takes: the buffers of the sockets between the two can be large.</summary>
    public async Task FloodAsync(int id, Task until)
    {
        while (!until.IsCompleted)
            await DataAsync(id, new byte[1_000_000]).ConfigureAwait(false);
    }

    /// <summary>Tells that there is no more to come, as a client that ends does.</summary>
    public void EndSending() => _stream.Socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next frame; null at the end of the connection.</summary>
    public async Task<(SpdyFrame Frame, byte[] Payload)?> NextAsync()
    {
        var head = new byte[SpdyFrame.HeadLength];
        if (await _stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false).ConfigureAwait(false) == 0)
            return null;
        var frame = SpdyFrame.Read(head);
        var payload = new byte[frame.Length];
        await _stream.ReadExactlyAsync(payload).ConfigureAwait(false);
        return (frame, payload);
    }

    /// <summary>The next frame as text: the type, the stream, the data or the status.</summary>
    public async Task<string> NextTextAsync()
    {
        if (await NextAsync().ConfigureAwait(false) is not var (frame, payload))
            return "end";
        if (frame.Type == SpdyFrameType.Data)
            return $"Data {frame.StreamId} {Encoding.ASCII.GetString(payload)}{(frame.IsLast ? "." : "")}";
        var words = frame.Type == SpdyFrameType.SynReply ? payload[..4] : payload;
        return $"{frame.Type} {string.Join(' ', words.Chunk(4).Select(word => BinaryPrimitives.ReadInt32BigEndian(word)))}";
    }

    /// <summary>The end of the server's method.</summary>
    public Task ServedAsync() => _serving;

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
        await _serverStream.DisposeAsync();
        _headers.Dispose();
    }

    public static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private async Task WriteAsync(SpdyFrame frame, byte[] payload)
    {
        var bytes = new byte[SpdyFrame.HeadLength + payload.Length];
        frame.Write(bytes);
        payload.CopyTo(bytes, SpdyFrame.HeadLength);
        await _stream.WriteAsync(bytes).ConfigureAwait(false);
    }
}
