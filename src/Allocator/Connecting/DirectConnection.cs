using System.Net.Sockets;

namespace Allocator;

/// <summary>A connection within the cluster, where an instance's own address can be reached.</summary>
internal static class DirectConnection
{
    public static async Task<Stream> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new AllocatorException($"{host}:{port} refuses the connection, or cannot be reached: {failure.Message}. See whether the instance listens on that port.", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
