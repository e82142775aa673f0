using System.Buffers;
using System.Buffers.Binary;

namespace Allocator;

/// <summary>Writes frames, one after the other, for any number of callers.</summary>
/// <remarks>A write is cancelled only with the whole connection, as half a frame breaks it.</remarks>
internal sealed class SpdyFrameWriter(Stream stream, CancellationToken ended) : IDisposable
{
    /// <summary>The bytes of the longest data frame: with its head it fills whole TLS records (16 KiB), so that none leaves a few bytes for another.</summary>
    public const int MaxPayload = 4 * 16 * 1024 - SpdyFrame.HeadLength;

    private const int SynStreamHead = 10;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SpdyHeaderWriter _headers = new();

    /// <summary>Writes bytes of a stream, in as many frames as it needs.</summary>
    public async ValueTask WriteDataAsync(int streamId, ReadOnlyMemory<byte> data, bool isLast, CancellationToken cancellationToken)
    {
        var frame = ArrayPool<byte>.Shared.Rent(SpdyFrame.HeadLength + Math.Min(data.Length, MaxPayload));
        try
        {
            do
            {
                var count = Math.Min(data.Length, MaxPayload);
                data.Span[..count].CopyTo(frame.AsSpan(SpdyFrame.HeadLength));
                data = data[count..];
                new SpdyFrame(SpdyFrameType.Data, streamId, isLast && data.IsEmpty, count).Write(frame);
                await WriteAsync(frame.AsMemory(0, SpdyFrame.HeadLength + count), cancellationToken).ConfigureAwait(false);
            }
            while (!data.IsEmpty);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    /// <summary>Opens streams, all with one write.</summary>
    public async ValueTask WriteOpenAsync(params IReadOnlyList<SpdyOpening> streams)
    {
        await _writing.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            var frames = new ArrayBufferWriter<byte>();
            foreach (var opening in streams)
            {
                var headers = _headers.Write(opening.Headers);
                var payload = new byte[SynStreamHead + headers.Length];
                BinaryPrimitives.WriteInt32BigEndian(payload, opening.StreamId);
                headers.CopyTo(payload, SynStreamHead);
                frames.Write(Control(SpdyFrameType.SynStream, payload, opening.IsLast));
            }

            await stream.WriteAsync(frames.WrittenMemory, ended).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Accepts a stream.</summary>
    public async ValueTask WriteReplyAsync(int streamId)
    {
        await _writing.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            var headers = _headers.Write(new Dictionary<string, string>());
            var payload = new byte[sizeof(int) + headers.Length];
            BinaryPrimitives.WriteInt32BigEndian(payload, streamId);
            headers.CopyTo(payload, sizeof(int));
            await stream.WriteAsync(Control(SpdyFrameType.SynReply, payload), ended).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Breaks a stream off.</summary>
    public ValueTask WriteResetAsync(int streamId, SpdyResetStatus status) =>
        WriteAsync(Control(SpdyFrameType.RstStream, Words(streamId, (int)status)), ended);

    /// <summary>Sends a ping, or answers one.</summary>
    public ValueTask WritePingAsync(int id) => WriteAsync(Control(SpdyFrameType.Ping, Words(id)), ended);

    /// <summary>Tells that there is no more to come.</summary>
    public ValueTask WriteGoAwayAsync(int lastStreamId, SpdyGoAwayStatus status) =>
        WriteAsync(Control(SpdyFrameType.GoAway, Words(lastStreamId, (int)status)), ended);

    public void Dispose()
    {
        _writing.Dispose();
        _headers.Dispose();
    }

    private static byte[] Words(params ReadOnlySpan<int> words)
    {
        var bytes = new byte[words.Length * sizeof(int)];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), words[i]);
        return bytes;
    }

    private static byte[] Control(SpdyFrameType type, ReadOnlySpan<byte> payload, bool isLast = false)
    {
        var frame = new byte[SpdyFrame.HeadLength + payload.Length];
        new SpdyFrame(type, 0, isLast, payload.Length).Write(frame);
        payload.CopyTo(frame.AsSpan(SpdyFrame.HeadLength));
        return frame;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(frame, ended).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}

/// <summary>A stream to be opened.</summary>
/// <param name="StreamId">Its number: odd for clients.</param>
/// <param name="Headers">What it is for; names are in lower case.</param>
/// <param name="IsLast">Whether its opener will send nothing on it.</param>
internal sealed record SpdyOpening(int StreamId, IReadOnlyDictionary<string, string> Headers, bool IsLast);

/// <summary>Why a stream is broken off.</summary>
internal enum SpdyResetStatus
{
    ProtocolError = 1,
    Cancel = 5,
    FlowControlError = 7,
}

/// <summary>Why a connection ends.</summary>
internal enum SpdyGoAwayStatus
{
    Ok = 0,
    ProtocolError = 1,
}
