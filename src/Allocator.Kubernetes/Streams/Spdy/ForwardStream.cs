using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Allocator;

/// <summary>One forwarded connection over SPDY: one stream carries its bytes, another one why it failed.</summary>
/// <param name="connection">Carries this alone, until it is given back.</param>
/// <param name="port">The port of the pod.</param>
/// <param name="giveBack">Takes the connection when all is over; true if it can carry another.</param>
/// <remarks>
/// Nodes do not pass the end of a stream on, but break the pod's connection off a second later. So the end is sent only when this is disposed.
/// See <see href="https://github.com/kubernetes/kubernetes/blob/v1.20.2/pkg/kubelet/cri/streaming/portforward/httpstream.go"/>.
/// </remarks>
internal sealed class ForwardStream(ForwardConnection connection, int port, Func<ForwardStream, bool, ValueTask> giveBack) : AsyncStream
{
    private const int MaxErrorLength = 64 * 1024;
    private static readonly TimeSpan s_sendTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_endTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryStream _error = new();
    private int _errorId;
    private int _dataId;
    private int _dataLeft;
    private bool _dataReplied;
    private bool _errorReplied;
    private bool _errorEnded;
    private volatile bool _dataEnded;
    private volatile PortForwardException? _failure;
    private bool _mayCarryAnother = true;
    private int _disposed;

    public ForwardConnection Connection => connection;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>Ends when this was disposed and the connection is given back.</summary>
    public Task Over => _over.Task;

    private bool HasEnded => _dataEnded && _errorEnded;

    /// <summary>Opens the two streams and waits until the node has taken them: what is sent before is lost.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            (_errorId, _dataId) = await connection.OpenPairAsync(port).ConfigureAwait(false);
            while (_failure is null && !(_dataReplied && _errorReplied) && _dataLeft == 0 && !HasEnded)
                await StepAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failure(e.Message, e);
        }

        if (!_dataReplied)
            throw _failure ?? Failure("the node did not open the connection.");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        await _reading.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            while (_failure is null && !IsDisposed)
            {
                if (_dataLeft > 0 && connection.Buffered > 0)
                    return TakeData(buffer.Span);
                if (_dataLeft > 0)
                    await connection.FillAsync(_stop.Token).ConfigureAwait(false);
                else if (HasEnded)
                    return 0;
                else
                    await StepAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failure ??= IsDisposed ? null : Failure("a read that was cancelled has ended the connection.");
        }
        catch (IOException e)
        {
            _failure ??= IsDisposed ? null : Failure(e.Message, e);
        }
        finally
        {
            _reading.Release();
        }

        return IsDisposed ? 0 : throw _failure!;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_failure is { } failure)
            throw failure;
        if (_dataEnded)
            throw Failure("the pod has closed the connection.");
        if (buffer.IsEmpty)
            return;
        try
        {
            await connection.SendAsync(_dataId, buffer, isLast: false, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Failure(e.Message, e);
        }
    }

    /// <summary>Ends the connection after all that was written. This does not wait until the node has taken it, which may take 5 seconds.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        var limit = new CancellationTokenSource(s_sendTimeout, connection.TimeProvider);
        var sent = await TryAsync(connection.SendAsync(_dataId, default, isLast: true, limit.Token)).ConfigureAwait(false);
        _ = EndAsync(sent, limit);
    }

    private async Task EndAsync(bool sent, CancellationTokenSource limit)
    {
        using (limit)
        {
            limit.CancelAfter(s_endTimeout);
            var complete = sent && await TryAsync(ReadToEndAsync(limit.Token)).ConfigureAwait(false);
            await giveBack(this, complete && _mayCarryAnother).ConfigureAwait(false);
            _over.SetResult();
        }
    }

    private static async Task<bool> TryAsync(ValueTask step)
    {
        try
        {
            await step.ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask ReadToEndAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await DropDataAsync(cancellationToken).ConfigureAwait(false);
            while (!HasEnded)
            {
                await StepAsync(cancellationToken).ConfigureAwait(false);
                await DropDataAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Takes what has arrived, of as many frames as fit: what is passed on in large pieces costs less.</summary>
    private int TakeData(Span<byte> buffer)
    {
        var count = 0;
        while (true)
        {
            var taken = connection.Take(buffer[count..Math.Min(buffer.Length, count + _dataLeft)]);
            _dataLeft -= taken;
            count += taken;
            if (count == buffer.Length || (connection.Buffered == 0 && !connection.TryFill()))
                return count;
            if (_dataLeft == 0 && !connection.TryNextData(_dataId, out _dataLeft))
                return count;
        }
    }

    private async ValueTask DropDataAsync(CancellationToken cancellationToken)
    {
        while (_dataLeft > 0)
        {
            if (connection.Buffered == 0)
                await connection.FillAsync(cancellationToken).ConfigureAwait(false);
            _dataLeft -= connection.Drop(_dataLeft);
        }
    }

    /// <summary>Takes one frame, but not the bytes that are the pod's.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        var frame = await connection.NextAsync(cancellationToken).ConfigureAwait(false);
        if (frame.Type != SpdyFrameType.Data)
        {
            TakeControl(frame, await connection.ReadPayloadAsync(frame, cancellationToken).ConfigureAwait(false));
        }
        else if (frame.StreamId == _dataId)
        {
            (_dataReplied, _dataLeft, _dataEnded) = (true, frame.Length, frame.IsLast);
        }
        else
        {
            var text = await connection.ReadPayloadAsync(frame, cancellationToken).ConfigureAwait(false);
            if (frame.StreamId == _errorId)
                TakeError(text, frame.IsLast);
        }
    }

    private void TakeError(byte[] text, bool isLast)
    {
        if (_error.Length + text.Length <= MaxErrorLength)
            _error.Write(text);
        _errorEnded = isLast;
        if (isLast && _error.Length > 0)
            _failure = Failure(Encoding.UTF8.GetString(_error.ToArray()).Trim());
    }

    private void TakeControl(SpdyFrame frame, byte[] payload)
    {
        var id = payload.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32BigEndian(payload);
        switch (frame.Type)
        {
            case SpdyFrameType.SynReply:
                _dataReplied |= id == _dataId;
                _errorReplied |= id == _errorId;
                break;
            case SpdyFrameType.RstStream when id == _dataId || id == _errorId:
                _mayCarryAnother = false;
                _dataEnded = _errorEnded = true;
                _failure = Failure("the node has broken the connection off.");
                break;
            case SpdyFrameType.GoAway:
                _mayCarryAnother = false;
                break;
            case SpdyFrameType.Ping:
                connection.Answer(payload);
                break;
            default:
                // Others are advice, or of no use for this.
                break;
        }
    }

    private PortForwardException Failure(string problem, Exception? cause = null) => new(connection.Pod, port, problem, cause);
}
