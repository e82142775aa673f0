using System.Net.Sockets;
using System.Text;

namespace Allocator.Embedded;

/// <summary>Connects to a port of the pod, carries the bytes, and tells the client on its error channel what failed.</summary>
/// <param name="podName">The pod, as the messages name it.</param>
/// <param name="connect">Connects to the pod.</param>
/// <param name="timeProvider">The clock of what is left to send when one side has ended.</param>
/// <param name="stop">Breaks off, whatever is left to send.</param>
internal sealed class ForwardedPort(string podName, PortConnector connect, TimeProvider timeProvider, CancellationToken stop)
{
    /// <summary>Serves one connection to its end.</summary>
    /// <param name="port">The port of the pod.</param>
    /// <param name="data">The connection's bytes.</param>
    /// <param name="error">Where a failure is told.</param>
    /// <remarks>When the client has left, what it sent before is still delivered.</remarks>
    public async Task ServeAsync(int port, PodChannel data, PodChannel error)
    {
        await error.Received.CompleteAsync().ConfigureAwait(false);
        try
        {
            var pod = await connect(port, stop).ConfigureAwait(false);
            await new PortRelay(data, pod, timeProvider).RunAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // There is nothing to be told.
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await TellAsync(error, Message(port, e)).ConfigureAwait(false);
        }
        finally
        {
            await data.Received.CompleteAsync().ConfigureAwait(false);
            await data.EndAsync().ConfigureAwait(false);
            await error.EndAsync().ConfigureAwait(false);
        }
    }

    private async Task TellAsync(PodChannel error, string message)
    {
        try
        {
            await error.SendAsync(Encoding.UTF8.GetBytes(message), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has left; nobody is there to be told.
        }
    }

    /// <summary>The message as containerd and the kubelet compose it.</summary>
    private string Message(int port, Exception e)
    {
        var isRefused = (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode == SocketError.ConnectionRefused;
        var problem = isRefused
            ? $"failed to connect to localhost:{port} inside namespace \"{podName}\", IPv4: dial tcp4 127.0.0.1:{port}: connect: connection refused"
            : e.Message;
        return $"error forwarding port {port} to pod {podName}, uid : failed to execute portforward in network namespace \"{podName}\": {problem}";
    }
}
