using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Allocator;

/// <summary>The client's side of a SPDY connection to a pod. It carries one forwarded connection at a time, and may carry another after it.</summary>
/// <remarks>
/// Not several at once: neither side of Kubernetes has the flow control of SPDY, so one that is not taken would hold up all.
/// A read that is given up goes on, and the next one gets its bytes.
/// </remarks>
internal sealed class ForwardConnection : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int MaxControlPayload = 64 * 1024;

    // Keeps proxies on the way from taking a quiet connection for an idle one.
    private static readonly TimeSpan s_keepAliveInterval = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly CancellationTokenSource _ended = new();
    private readonly SpdyFrameWriter _writer;
    private readonly ITimer _keepAlive;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private Task<int>? _filling;
    private int _lastStreamId = -1;
    private int _lastPing = -1;

    public ForwardConnection(Stream stream, string pod, TimeProvider timeProvider)
    {
        _stream = stream;
        Pod = pod;
        TimeProvider = timeProvider;
        _writer = new(stream, _ended.Token);
        _keepAlive = timeProvider.CreateTimer(_ => Ping(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The pod, as <c>namespace/name</c>.</summary>
    public string Pod { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>The bytes that have arrived and are not taken.</summary>
    public int Buffered => _end - _start;

    /// <summary>Whether the server has neither left nor said anything since <see cref="Rest"/>.</summary>
    public bool IsResting => _filling is { IsCompleted: false } && Buffered == 0;

    /// <summary>Opens a pair of streams: the first tells errors, the other one carries the bytes.</summary>
    public async Task<(int Error, int Data)> OpenPairAsync(int port)
    {
        var (error, data) = (_lastStreamId += 2, _lastStreamId += 2);
        await WriteAsync(_writer.WriteOpenAsync(Opening(error, "error", port, error), Opening(data, "data", port, error))).ConfigureAwait(false);
        _keepAlive.Change(s_keepAliveInterval, s_keepAliveInterval);
        return (error, data);
    }

    /// <summary>Waits for the server to leave, as long as nobody else reads.</summary>
    public void Rest()
    {
        _keepAlive.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_filling is null && Buffered == 0)
            TryFill();
    }

    /// <summary>Sends bytes, or the end, of a stream. If it is cancelled, the connection is broken: half a frame may be gone.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(int streamId, ReadOnlyMemory<byte> data, bool isLast, CancellationToken cancellationToken)
    {
        using var _ = cancellationToken.UnsafeRegister(static connection => ((ForwardConnection)connection!).Break(), this);
        try
        {
            await WriteAsync(_writer.WriteDataAsync(streamId, data, isLast, _ended.Token)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>The head of the next frame.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SpdyFrame> NextAsync(CancellationToken cancellationToken)
    {
        while (Buffered < SpdyFrame.HeadLength)
            await FillAsync(cancellationToken).ConfigureAwait(false);
        var frame = Head();
        _start += SpdyFrame.HeadLength;
        return frame;
    }

    /// <summary>Takes bytes that have arrived.</summary>
    public int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, Buffered);
        _buffer.AsSpan(_start, count).CopyTo(target);
        _start += count;
        return count;
    }

    /// <summary>Drops bytes that have arrived.</summary>
    public int Drop(int most)
    {
        var count = Math.Min(most, Buffered);
        _start += count;
        return count;
    }

    /// <summary>The payload of a control frame.</summary>
    public async ValueTask<byte[]> ReadPayloadAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Length > MaxControlPayload)
            throw new IOException("A control frame is too long.");
        var payload = new byte[frame.Length];
        for (var length = 0; length < payload.Length;)
        {
            if (Buffered == 0)
                await FillAsync(cancellationToken).ConfigureAwait(false);
            length += Take(payload.AsSpan(length));
        }

        return payload;
    }

    /// <summary>Waits for more bytes.</summary>
    /// <exception cref="IOException">There are no more.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (TryFill())
                return;
            var count = await _filling!.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (count == 0)
                throw new EndOfStreamException();
            _filling = null;
            _end += count;
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Broken(e);
        }
    }

    /// <summary>Takes more bytes if some have arrived; if not, they are waited for from now on, whoever asks for them then.</summary>
    public bool TryFill()
    {
        if (_filling is not null)
            return false;
        var reading = BeginFill();
        if (!reading.IsCompletedSuccessfully)
        {
            _filling = reading.AsTask();
            return false;
        }

        var count = reading.Result;
        if (count == 0)
            _filling = Task.FromResult(0);
        _end += count;
        return count > 0;
    }

    /// <summary>Takes the head of the next frame if it has arrived and is one of data that do not end the stream.</summary>
    public bool TryNextData(int streamId, out int length)
    {
        length = 0;
        if (Buffered < SpdyFrame.HeadLength || Head() is not { Type: SpdyFrameType.Data, IsLast: false } frame || frame.StreamId != streamId)
            return false;
        _start += SpdyFrame.HeadLength;
        length = frame.Length;
        return true;
    }

    /// <summary>Answers a ping of the server's. It must not wait for that: the server may wait until it is read.</summary>
    public void Answer(byte[] ping)
    {
        if (ping.Length == sizeof(int) && BinaryPrimitives.ReadInt32BigEndian(ping) is var id && id % 2 == 0)
            _ = IgnoreAsync(_writer.WritePingAsync(id));
    }

    /// <summary>Ends what is under way.</summary>
    public void Break() => _ended.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        if (_filling is { } filling)
            await ((Task)filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _writer.Dispose();
    }

    private static SpdyOpening Opening(int id, string type, int port, int request) => new(
        id,
        new Dictionary<string, string>
        {
            ["streamtype"] = type,
            ["port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["requestid"] = request.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
        IsLast: type == "error");

    private static bool IsBroken(Exception e, CancellationToken cancellationToken) =>
        e is IOException or ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static IOException Broken(Exception e) => new("The connection to the API server broke before it ended.", e);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WriteAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e, CancellationToken.None))
        {
            throw Broken(e);
        }
    }

    private static async Task IgnoreAsync(ValueTask writing)
    {
        try
        {
            await WriteAsync(writing).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Who reads or writes next is told.
        }
    }

    private SpdyFrame Head()
    {
        try
        {
            return SpdyFrame.Read(_buffer.AsSpan(_start));
        }
        catch (InvalidDataException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private ValueTask<int> BeginFill()
    {
        // What is left is less than a frame's head, or nothing.
        var left = Buffered;
        _buffer.AsSpan(_start, left).CopyTo(_buffer);
        (_start, _end) = (0, left);
        return _stream.ReadAsync(_buffer.AsMemory(left), _ended.Token);
    }

    private void Ping() => _ = IgnoreAsync(_writer.WritePingAsync(_lastPing += 2));
}
