using System.Globalization;
using System.Net.Sockets;

namespace Allocator;

/// <summary>Turns a request that got no answer into the exception that says why, and whether the server may have seen it.</summary>
internal static class NoAnswer
{
    public static bool IsCause(Exception exception) => exception
        is OperationCanceledException or HttpRequestException or IOException or SocketException or InvalidDataException;

    /// <param name="request">What was to be sent.</param>
    /// <param name="connection">Where to.</param>
    /// <param name="cause">What happened instead of an answer; not the caller's cancellation.</param>
    /// <param name="timeout">The time limit, if it was that which ended the request.</param>
    public static KubernetesException Of(ClusterRequest request, ClusterConnection connection, Exception cause, TimeSpan? timeout)
    {
        if (timeout is { } limit)
        {
            var seconds = limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            return new($"{request}: no answer from {connection.Server} within {seconds} s", null, null, cause) { TimedOut = true };
        }

        var connectTimedOut = cause is OperationCanceledException;
        var notSent = connectTimedOut || cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        var problem = notSent
            ? $"cannot connect to {connection.Server}"
            : $"the connection to {connection.Server} broke off before the answer was complete";
        return new($"{request}: {problem}: {Innermost(cause)}", null, null, cause) { NotSent = notSent, TimedOut = connectTimedOut };
    }

    private static string Innermost(Exception exception)
    {
        // A TLS failure's own words are in the inner exception; a socket's are in both.
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception.Message;
    }
}
