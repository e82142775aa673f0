using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Allocator.Api;

namespace Allocator.Server;

/// <summary>Carries bytes between a caller's WebSocket and a pod, and passes on how the pod's side ended.</summary>
internal sealed class TunnelRelay(WebSocket socket, Stream pod, TimeProvider time)
{
    private const int BufferSize = 32 * 1024;

    /// <summary>The most that RFC 6455 lets a close frame say.</summary>
    private const int LongestReason = 123;

    /// <summary>
    /// Kubernetes has no half-close: when the caller has ended its sending, the pod gets so long to answer, counted from its last byte.
    /// </summary>
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(5);

    private long _lastByteAt = time.GetTimestamp();

    /// <param name="mustEnd">Ends the connection, for the caller as for the server.</param>
    /// <param name="callerGone">The caller has gone.</param>
    public async Task RunAsync(CancellationToken mustEnd, CancellationToken callerGone)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(mustEnd);
        var upload = UploadAsync(stop.Token);
        var download = DownloadAsync(stop.Token);
        var (status, reason) = await EndAsync(upload, download, stop.Token).ConfigureAwait(false);
        if (mustEnd.IsCancellationRequested && !callerGone.IsCancellationRequested)
            (status, reason) = (TunnelClose.Stopping, "the server is stopping");
        await CloseAsync(status, reason, callerGone).ConfigureAwait(false);
        await Task.WhenAny(DrainAsync(upload, stop.Token), Task.Delay(s_linger, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(upload, download).ConfigureAwait(false);
    }

    private async Task<(WebSocketCloseStatus Status, string Reason)> EndAsync(
        Task<Exception?> upload, Task<Exception?> download, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(upload, download).ConfigureAwait(false) == upload && await upload.ConfigureAwait(false) is null)
            await Task.WhenAny(download, SilenceAsync(cancellationToken)).ConfigureAwait(false);
        var failure = download.IsCompleted ? await download.ConfigureAwait(false) : upload.IsCompleted ? await upload.ConfigureAwait(false) : null;
        return failure is null ? (TunnelClose.End, "") : (TunnelClose.Failed, failure.Message);
    }

    /// <summary>Null when the caller has ended its sending in order.</summary>
    private async Task<Exception?> UploadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                if (received.MessageType != WebSocketMessageType.Binary)
                    return new InvalidDataException("a tunnel carries binary messages only");
                await pod.WriteAsync(buffer.AsMemory(0, received.Count), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Null when the pod has ended its sending in order.</summary>
    private async Task<Exception?> DownloadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await pod.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _lastByteAt, time.GetTimestamp());
            }

            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SilenceAsync(CancellationToken cancellationToken)
    {
        var ended = time.GetTimestamp();
        while (true)
        {
            var left = s_linger - time.GetElapsedTime(Math.Max(ended, Volatile.Read(ref _lastByteAt)));
            if (left <= TimeSpan.Zero)
                return;
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason, CancellationToken callerGone)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, Shortened(reason), callerGone).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Then there is nobody to be told.
        }
    }

    /// <summary>Waits for the caller's own end: a connection that is broken off before it could take the last bytes with it.</summary>
    private async Task DrainAsync(Task<Exception?> upload, CancellationToken cancellationToken)
    {
        await upload.ConfigureAwait(false);
        var buffer = new byte[4096];
        try
        {
            while (socket.State == WebSocketState.CloseSent)
                await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Then there is nobody any more.
        }
    }

    private static string Shortened(string reason)
    {
        var length = Math.Min(reason.Length, LongestReason);
        while (Encoding.UTF8.GetByteCount(reason.AsSpan(0, length)) > LongestReason)
            length--;
        return reason[..length];
    }
}
