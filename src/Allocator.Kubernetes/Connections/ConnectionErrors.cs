using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Allocator;

/// <summary>The texts of a <see cref="ClusterUnavailableException"/>: which address, what happened, where it was configured, what to do.</summary>
internal static class ConnectionErrors
{
    /// <summary>Says why a request got no answer.</summary>
    public static string Describe(Exception exception, ClusterConnection connection)
    {
        var causes = Causes(exception).ToList();
        if (causes.OfType<AllocatorException>().FirstOrDefault() is { } own)
            return own.Message;
        var proxy = ClusterTransport.ProxyOf(connection) is { } through ? $" through the proxy {through}" : "";
        return $"The cluster at {connection} cannot be reached{proxy}: {Reason(causes, connection)}.";
    }

    /// <summary>Says what the credentials were that the server refused with 401.</summary>
    public static string DescribeUnauthorized(ClusterConnection connection)
    {
        if (connection.SuppliedHandlers is not null)
            return $"The cluster at {connection} does not accept the credentials (401) that the application's HTTP handlers send. Renew them there, or check that they are of this cluster.";
        var credential = connection.Credentials.Latest ?? Credential.None;
        if (credential.Authorization is null && credential.Certificate is null)
            return DescribeAnonymous(connection);
        var now = connection.TimeProvider.GetUtcNow();
        var expiry = credential.Expires switch
        {
            null => "",
            { } at when at <= now => string.Create(CultureInfo.InvariantCulture, $", which expired {Age(now - at)} ago ({at.UtcDateTime:u})"),
            { } at => string.Create(CultureInfo.InvariantCulture, $", which would be valid until {at.UtcDateTime:u}"),
        };
        return $"The cluster at {connection} does not accept the credentials (401): {credential.Description}{expiry}. "
            + "Renew them, or check that they are of this cluster.";
    }

    /// <summary>Says that there were no credentials where the server wants some.</summary>
    public static string DescribeAnonymous(ClusterConnection connection) => connection.SuppliedHandlers is null
        ? $"The cluster at {connection} wants credentials, but there are none. Add them to the user, or use another context."
        : $"The cluster at {connection} wants credentials, but the application's HTTP handlers send none. Configure them there.";

    private static string Reason(List<Exception> causes, ClusterConnection connection)
    {
        if (causes.OfType<ServerCertificateException>().FirstOrDefault() is { } certificate)
            return certificate.Message;
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
            return Reason(socket, connection);
        if (causes.OfType<HttpRequestException>().Any(e => e.HttpRequestError == HttpRequestError.ProxyTunnelError))
            return "the proxy did not connect to it: " + Text(causes[^1]);
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
            return $"the TLS handshake failed ({Text(tls.InnerException ?? tls)}); check that it is https that is spoken there";
        return causes.OfType<TimeoutException>().Any() ? "it did not answer in time; check firewall and VPN" : Text(causes[^1]);
    }

    private static string Reason(SocketException socket, ClusterConnection connection) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nothing listens there (connection refused); check that it runs and that the address is right",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData =>
            $"the name '{connection.Server.Host}' is not known; check that it is written correctly, and the VPN if it needs one",
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
            $"there is no way to it ({Text(socket)}); check firewall and VPN",
        _ => Text(socket),
    };

    private static string Text(Exception e) => e.Message.TrimEnd('.');

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalMinutes)} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalHours)} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalDays)} d"),
    };
}
