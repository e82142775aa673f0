using System.Net.WebSockets;

namespace Allocator.Client;

/// <summary>Opens tunnels to the ports of an instance.</summary>
internal static class Tunnels
{
    /// <summary>What stands between must not take a silent tunnel for a dead one; and a dead one must be noticed.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(20);

    public static Task<Stream> OpenAsync(ServerSession session, string instance, string port, CancellationToken cancellationToken) =>
        session.RepeatAsync(
            () => session.Connection.GuardAsync(() => ConnectAsync(session, instance, port, cancellationToken), cancellationToken), cancellationToken);

    private static async Task<Stream> ConnectAsync(ServerSession session, string instance, string port, CancellationToken cancellationToken)
    {
        var http = new Uri(session.Connection.Address, ApiPath.Tunnel(instance, port));
        var address = new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
        var socket = new ClientWebSocket();
        try
        {
            (socket.Options.KeepAliveInterval, socket.Options.KeepAliveTimeout) = (s_keepAlive, s_keepAlive);
            foreach (var (name, value) in await session.Connection.SignInAsync(cancellationToken).ConfigureAwait(false))
                socket.Options.SetRequestHeader(name, value);

            // Neither is disposed: the handler is the connection's.
            var invoker = new HttpMessageInvoker(new TunnelHandler(session.Connection), disposeHandler: false);
            await socket.ConnectAsync(address, invoker, cancellationToken).ConfigureAwait(false);
            return new TunnelStream(socket, $"The tunnel to port {port} of instance '{instance}'", session.Time);
        }
        catch (WebSocketException refused) when (refused.InnerException is ServerFailure failure)
        {
            socket.Dispose();
            throw failure;
        }
        catch (WebSocketException broken)
        {
            socket.Dispose();
            throw session.Connection.Unreachable(broken.InnerException?.Message ?? broken.Message, broken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
