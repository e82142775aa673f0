namespace Allocator;

/// <summary>
/// Sign-in without proof, for a server on one's own machine: it does not start unless every address it listens on is a loopback address.
/// </summary>
public sealed class DevelopmentSignInOptions
{
    /// <summary>Whether requests without a token are taken.</summary>
    public bool Enabled { get; set; }

    /// <summary>Who sends a request that does not say so by the header <c>X-Allocator-User</c>.</summary>
    /// <value><c>developer</c>.</value>
    public string User { get; set; } = "developer";
}
