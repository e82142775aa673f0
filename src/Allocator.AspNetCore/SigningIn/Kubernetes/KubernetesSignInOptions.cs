namespace Allocator;

/// <summary>Sign-in by tokens of the cluster's service accounts, which the cluster reviews.</summary>
/// <remarks>The server needs the right to create <c>tokenreviews</c>: the ClusterRole <c>system:auth-delegator</c>.</remarks>
public sealed class KubernetesSignInOptions
{
    /// <summary>Whether such tokens are taken.</summary>
    public bool Enabled { get; set; }

    /// <summary>The audiences that a token must be for, one of them.</summary>
    /// <value>
    /// Empty, which is an error if <see cref="Enabled"/>: a token for the API server itself would let the allocator act as its owner.
    /// </value>
    public IList<string> Audiences { get; set; } = [];

    /// <summary>For how long the cluster's verdict on a token is remembered. A token that is revoked meanwhile is taken so long.</summary>
    /// <value>1 minute.</value>
    public TimeSpan Remember { get; set; } = TimeSpan.FromMinutes(1);
}
