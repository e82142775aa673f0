namespace Allocator;

/// <summary>How objects are deleted with what they own.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/architecture/garbage-collection/"/>.</remarks>
public enum DeletePropagation
{
    /// <summary>The owner goes first, dependents are collected afterwards.</summary>
    Background,

    /// <summary>The owner stays, terminating, until its blocking dependents are gone.</summary>
    Foreground,

    /// <summary>Dependents stay.</summary>
    Orphan,
}

/// <summary>Which objects a list or watch selects.</summary>
public sealed record ResourceSelector
{
    /// <summary>A label selector, equality or set-based; null for all.</summary>
    public string? Labels { get; init; }

    /// <summary>A field selector, for example <c>involvedObject.uid=…</c>; null for all.</summary>
    public string? Fields { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects; each has its <c>apiVersion</c> and <c>kind</c>.</param>
/// <param name="ResourceVersion">The version at which the list was read: a watch may start there.</param>
/// <param name="Continue">The token of the next page; null at the end.</param>
public sealed record ResourcePage(IReadOnlyList<System.Text.Json.Nodes.JsonObject> Items, string ResourceVersion, string? Continue);

/// <summary>How an object is deleted.</summary>
public sealed record ResourceDelete
{
    /// <summary>Only the object with this uid is deleted; another answers 409.</summary>
    public string? Uid { get; init; }

    /// <summary>Only the object at this version is deleted; another answers 409.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>What happens to dependents.</summary>
    /// <value>The server's default for the kind.</value>
    public DeletePropagation? Propagation { get; init; }

    /// <summary>Seconds that a pod gets to end; null for its own setting.</summary>
    public int? GracePeriodSeconds { get; init; }
}

/// <summary>How an object is created.</summary>
public sealed record ResourceCreate
{
    /// <summary>The server checks and answers, but stores nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>The three ways to say what a patch changes.</summary>
public enum PatchKind
{
    /// <summary>RFC 7386.</summary>
    Merge,

    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>Kubernetes' own, by the lists' merge keys; not for custom resources.</summary>
    Strategic,
}
