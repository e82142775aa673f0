using System.Net;

namespace Allocator;

/// <summary>Turns what the API server answered into what the caller can act on.</summary>
internal static class ClusterErrors
{
    public static async Task<T> ExplainAsync<T>(AllocatorSession session, Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (KubernetesException failure)
        {
            throw await ExplainAsync(session, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    public static Task ExplainAsync(AllocatorSession session, Func<Task> operation, CancellationToken cancellationToken) =>
        ExplainAsync(
            session,
            async () =>
            {
                await operation().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public static async Task<Exception> ExplainAsync(AllocatorSession session, KubernetesException failure, CancellationToken cancellationToken)
    {
        var message = failure.Status?.Message ?? failure.Message;
        var ns = session.Namespace;
        return failure.StatusCode switch
        {
            _ when ClusterUnavailableException.Explain(failure, session.Client.Connection) is { } unavailable => unavailable,
            HttpStatusCode.NotFound when IsMissingNamespace(failure) => new AllocatorException(
                $"Namespace '{ns}' does not exist in the cluster at {session.Client.Connection}. Create it, or choose another (AllocatorOptions.Namespace).", failure),
            HttpStatusCode.Forbidden when IsTerminatingNamespace(failure) => new AllocatorException(
                $"Namespace '{ns}' is being deleted: nothing can be created in it. Wait until it is gone and create it again, or choose another (AllocatorOptions.Namespace).", failure),
            HttpStatusCode.Forbidden when QuotaRefusal.Is(failure) => new AllocatorException(
                $"A ResourceQuota of namespace '{ns}' refuses the instance: {message}. Destroy instances, or raise the quota (`kubectl describe quota -n {ns}`).", failure),
            // A missing right, a quota and admission all answer 403: without its Status nobody can be blamed.
            HttpStatusCode.Forbidden when failure.Status is null => new AllocatorException(
                $"The API server, or a proxy before it, refused without saying why: {message}. Try again.", failure),
            HttpStatusCode.Forbidden => await ExplainForbiddenAsync(session, failure, message, cancellationToken).ConfigureAwait(false),
            _ => new AllocatorException($"The API server refused: {failure.Message}", failure),
        };
    }

    /// <summary>Whether a 404 is about the namespace itself, not the object that was asked for.</summary>
    public static bool IsMissingNamespace(KubernetesException failure) =>
        failure.IsNotFound && failure.Status?.Message.StartsWith("namespaces ", StringComparison.Ordinal) == true;

    private static bool IsTerminatingNamespace(KubernetesException failure) =>
        failure.Status?.Causes.Any(cause => cause.Reason == "NamespaceTerminating") == true
        || failure.Status?.Message.Contains("because it is being terminated", StringComparison.Ordinal) == true;

    /// <summary>RBAC is only one of those who answer 403: the missing right is named only when an access review confirms it.</summary>
    private static async Task<Exception> ExplainForbiddenAsync(
        AllocatorSession session, KubernetesException failure, string message, CancellationToken cancellationToken)
    {
        if (MissingRight.Read(message) is not { } right)
            return new AllocatorException($"Admission control of the cluster refused: {message}. Change the template accordingly, or ask who runs the cluster.", failure);
        // Published services may be in another namespace than the instances.
        var ns = right.Namespace ?? session.Namespace;
        return await LacksAsync(session, right, ns, cancellationToken).ConfigureAwait(false)
            ? new AccessDeniedException(right.Verb, right.Resource, ns, right.User, failure)
            : new AllocatorException($"The API server refused: {message}. By now the right is there, or it is for some names only: try again.", failure);
    }

    private static async Task<bool> LacksAsync(AllocatorSession session, MissingRight right, string ns, CancellationToken cancellationToken)
    {
        try
        {
            return !await session.Client.CanAsync(right.Verb, right.Kind, right.Subresource, ns, null, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException)
        {
            // Without a review there are the API server's own words.
            return true;
        }
    }
}
