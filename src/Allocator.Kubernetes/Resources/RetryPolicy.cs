using System.Net;

namespace Allocator;

/// <summary>Which failed requests are sent again, and when.</summary>
internal static class RetryPolicy
{
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <param name="failure">What became of the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="attempts">How often it was sent.</param>
    /// <param name="mayBeStarting">Whether the server did not answer at all a short while ago.</param>
    /// <param name="random">Where jitter comes from.</param>
    /// <returns>How long to wait before the request is sent again; null if its failure is final.</returns>
    public static TimeSpan? DelayAfter(KubernetesException failure, ClusterRequest request, int attempts, bool mayBeStarting, Random random) =>
        MayRepeat(failure, request) || (mayBeStarting && IsOfStart(failure)) ? (failure.RetryAfter ?? TimeSpan.Zero) + s_backoff.After(attempts, random) : null;

    private static bool MayRepeat(KubernetesException failure, ClusterRequest request) => failure.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => request.IsRepeatable,
        // A certificate that is refused stays so; a handshake that breaks off is a server that starts or stops.
        null when failure.NotSent => failure.InnerException is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: not IOException,
        },
        null => request.IsRepeatable,
        _ => false,
    };

    /// <summary>A server that has just started does not know roles and bindings yet: it refuses what it is about to allow, without having done anything.</summary>
    private static bool IsOfStart(KubernetesException failure) =>
        failure is { StatusCode: HttpStatusCode.Forbidden, Status.Message: var message }
        && (message.Contains("\" cannot ", StringComparison.Ordinal) || message.Contains("not yet ready to handle request", StringComparison.Ordinal));
}
