namespace Allocator;

/// <summary>The API server's <c>Status</c> object: why a request failed.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"/>.</remarks>
public sealed record KubernetesStatus
{
    /// <summary>The HTTP status code; 0 if the server did not say.</summary>
    public int Code { get; init; }

    /// <summary>The machine-readable reason, for example <c>NotFound</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What a person reads.</summary>
    public string Message { get; init; } = "";

    /// <summary>What in particular was wrong.</summary>
    public IReadOnlyList<KubernetesStatusCause> Causes { get; init; } = [];

    /// <summary>How long the server asks to wait; null if it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One cause within a <see cref="KubernetesStatus"/>.</summary>
/// <param name="Reason">The machine-readable reason, for example <c>FieldValueInvalid</c>.</param>
/// <param name="Field">The field it is about, in JSON notation; empty if none.</param>
/// <param name="Message">What a person reads.</param>
public sealed record KubernetesStatusCause(string Reason, string Field, string Message);
