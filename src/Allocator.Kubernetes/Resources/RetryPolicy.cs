using System.Net;

namespace Allocator;

/// <summary>Which failed requests are sent again, and when.</summary>
internal static class RetryPolicy
{
    private static readonly Backoff s_backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <returns>How long to wait before the request is sent again; null if its failure is final.</returns>
    public static TimeSpan? DelayAfter(KubernetesException failure, ClusterRequest request, int attempts, Random random) =>
        MayRepeat(failure, request) ? (failure.RetryAfter ?? TimeSpan.Zero) + s_backoff.After(attempts, random) : null;

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
}
