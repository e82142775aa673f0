using System.Net.Security;
using System.Text;

namespace Allocator;

/// <summary>Connections to a cluster that present one client certificate, or none.</summary>
internal static class ClusterTransport
{
    public static SocketsHttpHandler Create(
        ClusterConnection connection, SslStreamCertificateContext? certificate, Action<SocketsHttpHandler>? configure)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would take credentials to another place.
            AllowAutoRedirect = false,
            UseCookies = false,
            // An impersonated user may have any name.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            EnableMultipleHttp2Connections = true,
            // A watch on a connection whose other end is gone without a word would stay silent for ever.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            SslOptions = connection.Trust.CreateOptions(certificate),
        };
        if (connection.Proxy is { } proxy)
            handler.Proxy = proxy.ToWebProxy();
        else
            handler.UseProxy = MayUseEnvironment(connection);
        configure?.Invoke(handler);
        return handler;
    }

    /// <summary>The proxy of the connection, or else of the environment (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>…); null if it goes straight.</summary>
    public static ClusterProxy? ProxyOf(ClusterConnection connection)
    {
        if (connection.Proxy is not null || !MayUseEnvironment(connection))
            return connection.Proxy;
        var environment = HttpClient.DefaultProxy;
        return !environment.IsBypassed(connection.Server) && environment.GetProxy(connection.Server) is { } address
            ? new ClusterProxy(address, "the environment's")
            : null;
    }

    // What supplied handlers do is not known. As for kubectl: a proxy on another machine could not reach this one's loopback.
    private static bool MayUseEnvironment(ClusterConnection connection) => connection.SuppliedHandlers is null && !connection.Server.IsLoopback;
}
