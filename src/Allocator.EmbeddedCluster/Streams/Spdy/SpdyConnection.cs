using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace Allocator.Embedded;

/// <summary>The server's side of a SPDY/3.1 connection, as far as clients of Kubernetes use it: only they open streams.</summary>
/// <remarks>
/// Those clients do not heed the flow control of SPDY, so there is none. A stream of which 256 KiB wait to be taken holds up the connection; if
/// others want to go on, it is broken off after the time of patience. See <see href="https://github.com/moby/spdystream"/>.
/// </remarks>
internal sealed class SpdyConnection : PodConnection
{
    private const int BufferSize = 64 * 1024;
    private const int MaxControlPayload = 64 * 1024;
    private const int SynStreamHead = 10;

    private readonly Func<SpdyStream, ValueTask> _opened;
    private readonly TimeSpan _patience;
    private readonly PipeReader _reader;
    private readonly SpdyHeaderReader _headers = new();
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private int _lastStreamId;

    /// <summary>Takes over a connection.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="opened">Answers a stream that the client opens; nothing more is read meanwhile.</param>
    /// <param name="patience">How long a stream may hold up others.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public SpdyConnection(
        Stream stream, Func<SpdyStream, ValueTask> opened, TimeSpan patience, TimeProvider timeProvider, CancellationToken cancellationToken)
        : base(timeProvider, cancellationToken)
    {
        _opened = opened;
        _patience = patience;
        _reader = PipeReader.Create(stream, new(bufferSize: BufferSize, leaveOpen: true));
        Writer = new(stream, Ended);
    }

    internal SpdyFrameWriter Writer { get; }

    internal async ValueTask SendAsync(int streamId, ReadOnlyMemory<byte> data, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await Writer.WriteDataAsync(streamId, data, isLast, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException || (e is OperationCanceledException && Ended.IsCancellationRequested))
        {
            throw await BrokenAsync(e).ConfigureAwait(false);
        }
    }

    internal void Forget(int streamId) => _streams.TryRemove(streamId, out _);

    protected override void Dispose(bool disposing)
    {
        _reader.Complete();
        _headers.Dispose();
        Writer.Dispose();
        base.Dispose(disposing);
    }

    protected override async Task ReadAsync()
    {
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } frame)
            {
                if (frame.Type == SpdyFrameType.Data)
                    await TakeDataAsync(frame).ConfigureAwait(false);
                else
                    await TakeControlAsync(frame).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException)
        {
            await Writer.WriteGoAwayAsync(_lastStreamId, SpdyGoAwayStatus.ProtocolError).ConfigureAwait(false);
        }
    }

    protected override async ValueTask EndChannelsAsync()
    {
        foreach (var open in _streams.Values)
            await open.EndIncomingAsync().ConfigureAwait(false);
    }

    protected override ValueTask CloseOutputAsync() => Writer.WriteGoAwayAsync(_lastStreamId, SpdyGoAwayStatus.Ok);

    private async ValueTask<SpdyFrame?> NextAsync()
    {
        var read = await _reader.ReadAtLeastAsync(SpdyFrame.HeadLength, Ended).ConfigureAwait(false);
        if (read.Buffer.Length < SpdyFrame.HeadLength)
            return null;
        var head = read.Buffer.Slice(0, SpdyFrame.HeadLength);
        var frame = SpdyFrame.Read(head.ToArray());
        _reader.AdvanceTo(head.End);
        return frame;
    }

    private async ValueTask TakeControlAsync(SpdyFrame frame)
    {
        if (frame.Length > MaxControlPayload)
            throw new InvalidDataException("A control frame is too long.");
        var payload = await ReadPayloadAsync(frame.Length).ConfigureAwait(false);
        switch (frame.Type)
        {
            case SpdyFrameType.SynStream:
                await OpenAsync(Id(payload), _headers.Read(Rest(payload, SynStreamHead)), frame.IsLast).ConfigureAwait(false);
                break;
            case SpdyFrameType.SynReply or SpdyFrameType.Headers:
                // They tell nothing, but the blocks to come build upon them.
                _headers.Read(Rest(payload, sizeof(int)));
                break;
            case SpdyFrameType.RstStream when _streams.TryGetValue(Id(payload), out var broken):
                await broken.EndByClientAsync(reset: true).ConfigureAwait(false);
                break;
            case SpdyFrameType.Ping:
                await Writer.WritePingAsync(Id(payload)).ConfigureAwait(false);
                break;
            default:
                // Settings and windows are advice, "go away" is followed by the end, and others are to be ignored.
                break;
        }
    }

    private async ValueTask OpenAsync(int id, IReadOnlyDictionary<string, string> headers, bool isLast)
    {
        var stream = new SpdyStream(this, id, headers);
        // Their order is not asked for: clients that open several at once mix it up.
        if (id % 2 == 0 || !_streams.TryAdd(id, stream))
        {
            await Writer.WriteResetAsync(id, SpdyResetStatus.ProtocolError).ConfigureAwait(false);
            return;
        }

        _lastStreamId = Math.Max(_lastStreamId, id);
        if (isLast)
            await stream.EndByClientAsync(reset: false).ConfigureAwait(false);
        await _opened(stream).ConfigureAwait(false);
    }

    private async ValueTask TakeDataAsync(SpdyFrame frame)
    {
        // Those of a stream that is over may still be on their way.
        _streams.TryGetValue(frame.StreamId, out var stream);
        for (var left = frame.Length; left > 0;)
        {
            var read = await _reader.ReadAsync(Ended).ConfigureAwait(false);
            var bytes = read.Buffer.Slice(0, Math.Min(left, read.Buffer.Length));
            if (bytes.IsEmpty && read.IsCompleted)
                throw new EndOfStreamException();
            left -= (int)bytes.Length;
            var target = stream?.Incoming;
            foreach (var segment in bytes)
                target?.Write(segment.Span);
            _reader.AdvanceTo(bytes.End);
            if (target is not null)
                await FlushAsync(stream!, target).ConfigureAwait(false);
        }

        if (frame.IsLast && stream is not null)
            await stream.EndByClientAsync(reset: false).ConfigureAwait(false);
    }

    private async ValueTask FlushAsync(SpdyStream stream, PipeWriter target)
    {
        var flushing = target.FlushAsync(Ended);
        var flushed = flushing.IsCompleted
            ? await flushing.ConfigureAwait(false)
            : await WaitForRoomAsync(stream, target, flushing.AsTask()).ConfigureAwait(false);
        if (flushed.IsCompleted)
            await stream.EndIncomingAsync().ConfigureAwait(false);
    }

    private async ValueTask<FlushResult> WaitForRoomAsync(SpdyStream stream, PipeWriter target, Task<FlushResult> flushing)
    {
        while (true)
        {
            try
            {
                return await flushing.WaitAsync(_patience, TimeProvider, Ended).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (flushing.IsCompleted || !_streams.Values.Any(other => other != stream && !other.ClientHasEnded))
                    continue;
                target.CancelPendingFlush();
                await stream.EndIncomingAsync(new IOException("The pod does not take what the client sends.")).ConfigureAwait(false);
                await stream.ResetAsync(SpdyResetStatus.FlowControlError).ConfigureAwait(false);
                return await flushing.ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<byte[]> ReadPayloadAsync(int length)
    {
        if (length == 0)
            return [];
        var read = await _reader.ReadAtLeastAsync(length, Ended).ConfigureAwait(false);
        if (read.Buffer.Length < length)
            throw new EndOfStreamException();
        var bytes = read.Buffer.Slice(0, length);
        var payload = bytes.ToArray();
        _reader.AdvanceTo(bytes.End);
        return payload;
    }

    private static int Id(byte[] payload)
    {
        Rest(payload, sizeof(int));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & int.MaxValue);
    }

    private static ReadOnlySpan<byte> Rest(byte[] payload, int start) =>
        start <= payload.Length ? payload.AsSpan(start) : throw new InvalidDataException("A control frame is too short.");
}
