using System.Buffers;
using System.Net.Sockets;

namespace Allocator;

/// <summary>Carries the bytes of one local connection to a pod's and back, and passes on how the pod's ended: in order, or by a reset.</summary>
/// <remarks>
/// Either direction ends with null when its source has ended and all is delivered, with a <see cref="SocketException"/> when the local side
/// broke, with another exception when the pod's side did.
/// </remarks>
internal sealed class PortForwardRelay(Socket local, Stream pod, TimeSpan linger, TimeProvider timeProvider, Action<Exception> podFailed)
{
    private const int BufferSize = ChannelSocket.MaxPayload;
    private const long NotWaiting = -1;

    private long _waitingForPodSince = NotWaiting;

    /// <summary>Runs until both sides are done, then closes both. That the pod's side failed is told before the local side can see it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var upload = UploadAsync(stop.Token);
        var download = DownloadAsync(stop.Token);
        var end = await WaitForEndAsync(upload, download, stop.Token).ConfigureAwait(false);

        if (end is not (null or SocketException) && !cancellationToken.IsCancellationRequested)
            podFailed(end);
        if (end is not null || cancellationToken.IsCancellationRequested)
            Reset(local);
        try
        {
            await pod.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            local.Dispose();
            await Task.WhenAll(upload, download).ConfigureAwait(false);
        }
    }

    /// <summary>Closes a local connection so that its other side sees an error, not an end.</summary>
    public static void Reset(Socket local)
    {
        try
        {
            local.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already, from the one side or the other.
        }

        local.Dispose();
    }

    private async Task<Exception?> WaitForEndAsync(Task<Exception?> upload, Task<Exception?> download, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(upload, download).ConfigureAwait(false) == upload && await upload.ConfigureAwait(false) is not SocketException)
            await Task.WhenAny(download, PodSilenceAsync(cancellationToken)).ConfigureAwait(false);
        if (!download.IsCompleted)
            return await upload.ConfigureAwait(false);

        var end = await download.ConfigureAwait(false);
        if (end is null)
            await Task.WhenAny(DrainAsync(upload, cancellationToken), Task.Delay(linger, timeProvider, cancellationToken)).ConfigureAwait(false);
        return end;
    }

    private async Task<Exception?> UploadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await local.ReceiveAsync(buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false) is > 0 and var count)
                await pod.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Exception?> DownloadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                Volatile.Write(ref _waitingForPodSince, timeProvider.GetTimestamp());
                var count = await pod.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _waitingForPodSince, NotWaiting);
                if (count == 0)
                    break;
                for (var sent = 0; sent < count;)
                    sent += await local.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken).ConfigureAwait(false);
            }

            local.Shutdown(SocketShutdown.Send);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Takes what the local side still sends, though nobody wants it: a socket closed with bytes unread resets, and what the pod sent last
    /// would be lost.
    /// </summary>
    private async Task DrainAsync(Task<Exception?> upload, CancellationToken cancellationToken)
    {
        if (await upload.ConfigureAwait(false) is null or SocketException)
            return;

        var buffer = new byte[4096];
        while (await local.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    /// <summary>
    /// Waits until the pod has sent nothing for the whole linger time; time in which the local side does not take the pod's bytes does not
    /// count.
    /// </summary>
    private async Task PodSilenceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var since = Volatile.Read(ref _waitingForPodSince);
            var left = since == NotWaiting ? linger : linger - timeProvider.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return;
            await Task.Delay(left, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
