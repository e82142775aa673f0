namespace Allocator;

/// <summary>The names of the server's authentication schemes.</summary>
public static class AllocatorSignIn
{
    /// <summary>Chooses among the others, by the issuer of the token.</summary>
    public const string Scheme = "Allocator";

    /// <summary>A JSON web token (<see cref="JwtSignInOptions"/>).</summary>
    public const string Jwt = "Allocator.Jwt";

    /// <summary>A token of a Kubernetes service account (<see cref="KubernetesSignInOptions"/>).</summary>
    public const string Kubernetes = "Allocator.Kubernetes";

    /// <summary>Anybody on this machine (<see cref="DevelopmentSignInOptions"/>).</summary>
    public const string Development = "Allocator.Development";
}
