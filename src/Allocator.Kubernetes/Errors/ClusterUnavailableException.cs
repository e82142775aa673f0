using System.Net;

namespace Allocator;

/// <summary>
/// The cluster cannot be used: no configuration was found, the server cannot be reached or is not who it should be, or the caller cannot sign in.
/// The message says everything that was tried and what to do.
/// </summary>
public sealed class ClusterUnavailableException : AllocatorException
{
    /// <summary>Makes the exception.</summary>
    public ClusterUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Explains a request that got no answer, or 401; null for every other failure, which is not about the cluster as such.</summary>
    public static ClusterUnavailableException? Explain(KubernetesException failure, ClusterConnection connection)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(connection);
        return failure.StatusCode switch
        {
            null => new(ConnectionErrors.Describe(failure, connection), failure),
            HttpStatusCode.Unauthorized => new(ConnectionErrors.DescribeUnauthorized(connection), failure),
            HttpStatusCode.Forbidden when IsAnonymous(failure) => new(ConnectionErrors.DescribeAnonymous(connection), failure),
            _ => null,
        };
    }

    // https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests
    private static bool IsAnonymous(KubernetesException failure) =>
        failure.Status?.Message.Contains("User \"system:anonymous\"", StringComparison.Ordinal) == true;
}
