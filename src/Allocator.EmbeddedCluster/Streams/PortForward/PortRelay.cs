using System.Buffers;
using System.Net.Sockets;

namespace Allocator.Embedded;

/// <summary>Carries the bytes of one forwarded connection from the client to the pod and back.</summary>
internal sealed class PortRelay(PodChannel client, Stream pod, TimeProvider timeProvider)
{
    private const int BufferSize = 32 * 1024;
    private const long NotWaiting = -1;

    // As the container runtime does: when one side has ended, the other is given this long.
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(1);

    private long _waitingForPodSince = NotWaiting;
    private IOException? _reset;

    private enum DownloadEnd
    {
        PodEnded,
        ClientLeft,
    }

    /// <summary>
    /// Runs until the pod has ended and all its bytes are sent, or until the client has ended, all its bytes are delivered and the pod has
    /// nothing more to say: a pod that takes its time with the client's last bytes is waited for. Closes the connection to the pod.
    /// </summary>
    /// <exception cref="Exception">The pod's side failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var upload = UploadAsync(stop.Token);
        var download = DownloadAsync(stop.Token);
        try
        {
            if (await Task.WhenAny(upload, download).ConfigureAwait(false) == upload)
                await Task.WhenAny(download, PodSilenceAsync(stop.Token)).ConfigureAwait(false);
            if (download.IsCompleted)
                await FinishUploadAsync(upload, await download.ConfigureAwait(false), stop.Token).ConfigureAwait(false);
            if (_reset is not null)
                throw _reset;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pod.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(upload, download).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets an upload that is under way succeed or fail; if the pod has ended, there is no use in another.</summary>
    private async Task FinishUploadAsync(Task upload, DownloadEnd end, CancellationToken cancellationToken)
    {
        if (end == DownloadEnd.PodEnded)
            client.Received.CancelPendingRead();
        await Task.WhenAny(upload, Task.Delay(s_linger, timeProvider, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Never fails: that the pod does not take bytes any more is no failure, unless it resets the connection.</summary>
    private async Task UploadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.Received.CopyToAsync(pod, cancellationToken).ConfigureAwait(false);
            if (pod is NetworkStream network)
                network.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // A socket tells this once: the other direction may see an orderly end.
            _reset = e;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The pod's side is over, or the client has broken off.
        }
    }

    private async Task<DownloadEnd> DownloadAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                Volatile.Write(ref _waitingForPodSince, timeProvider.GetTimestamp());
                var count = await pod.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _waitingForPodSince, NotWaiting);
                if (count == 0)
                    return DownloadEnd.PodEnded;
                if (!await TrySendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false))
                    return DownloadEnd.ClientLeft;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(data, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until the pod has sent nothing for the whole linger time; time in which the client does not take its bytes does not count.</summary>
    private async Task PodSilenceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var since = Volatile.Read(ref _waitingForPodSince);
            var left = since == NotWaiting ? s_linger : s_linger - timeProvider.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return;
            await Task.Delay(left, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
