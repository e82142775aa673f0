using System.Net;
using System.Net.Sockets;

namespace Allocator.Embedded;

/// <summary>A connection to a pod, which ends when the pod is gone, whoever still holds its other end.</summary>
internal sealed class PodStream : NetworkStream
{
    private readonly CancellationTokenRegistration _end;

    private PodStream(Socket socket, CancellationToken gone)
        : base(socket, ownsSocket: true) =>
        _end = gone.UnsafeRegister(static stream => ((PodStream)stream!).End(), this);

    /// <exception cref="SocketException">The port is refused.</exception>
    public static async Task<PodStream> ConnectAsync(IPAddress address, int port, CancellationToken gone, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
            return new(socket, gone);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _end.Dispose();
        base.Dispose(disposing);
    }

    private void End()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }
}
