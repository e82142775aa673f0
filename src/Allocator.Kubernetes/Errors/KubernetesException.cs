using System.Net;

namespace Allocator;

/// <summary>The API server answered with an error, or did not answer.</summary>
public sealed class KubernetesException : Exception
{
    /// <summary>Makes the exception of an answer with an error status.</summary>
    public KubernetesException(string message, HttpStatusCode? statusCode, KubernetesStatus? status, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Status = status;
    }

    /// <summary>The HTTP status code; null when no answer came.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>The <c>Status</c> object of the answer, where there was one.</summary>
    public KubernetesStatus? Status { get; }

    /// <summary>The status' machine-readable reason, for example <c>AlreadyExists</c>; empty when there is none.</summary>
    public string Reason => Status?.Reason ?? "";

    /// <summary>Whether the request timed out on this side: no answer within <see cref="ClusterClientOptions.RequestTimeout"/>.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether the request certainly never reached the server: its name is unknown, it refused the connection or TLS failed.</summary>
    public bool NotSent { get; init; }

    /// <summary>How long the server asks to wait before the next attempt; null if it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether a write may have taken effect although it failed: no answer came to what was sent, or a 5xx,
    /// which the server gives also after the commit.
    /// </summary>
    public bool OutcomeUnknown => !NotSent && (StatusCode is null || (int)StatusCode >= 500);

    /// <summary>404.</summary>
    public bool IsNotFound => StatusCode == HttpStatusCode.NotFound;

    /// <summary>409 with the reason <c>AlreadyExists</c>: the name is taken. Other conflicts are not this.</summary>
    public bool IsAlreadyExists => StatusCode == HttpStatusCode.Conflict && Reason == "AlreadyExists";

    /// <summary>409 with another reason: a precondition did not hold or the object was modified meanwhile.</summary>
    public bool IsConflict => StatusCode == HttpStatusCode.Conflict && Reason != "AlreadyExists";

    /// <summary>403.</summary>
    public bool IsForbidden => StatusCode == HttpStatusCode.Forbidden;

    /// <summary>422: the object is not valid.</summary>
    public bool IsInvalid => StatusCode == HttpStatusCode.UnprocessableEntity;
}
