namespace Allocator;

/// <summary>The caller's RBAC role lacks a right; an access review has confirmed it.</summary>
public sealed class AccessDeniedException : AllocatorException
{
    /// <summary>As a server told it.</summary>
    internal AccessDeniedException(string message, string verb, string resource, string ns)
        : base(message) => (Verb, Resource, Namespace) = (verb, resource, ns);

    internal AccessDeniedException(string verb, string resource, string ns, string user, Exception? innerException)
        : base(
            $"{user} may not {verb} {resource} in namespace '{ns}'. Add the verb '{verb}' on '{resource}' to the role " +
            "(docs/rbac/role.yaml has the complete role), or use another user or namespace (one that does not exist is refused in the same way).",
            innerException)
    {
        Verb = verb;
        Resource = resource;
        Namespace = ns;
    }

    /// <summary>The verb that is missing, for example <c>create</c>.</summary>
    public string Verb { get; }

    /// <summary>The resource, as RBAC rules name it, for example <c>leases.coordination.k8s.io</c>.</summary>
    public string Resource { get; }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }
}
