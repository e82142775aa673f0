namespace Allocator;

/// <summary>The names of the server's authentication schemes.</summary>
public static class AllocatorSignIn
{
    /// <summary>Chooses among the others: by the issuer of the token, or without a token by the session's cookie.</summary>
    public const string Scheme = "Allocator";

    /// <summary>A JSON web token (<see cref="JwtSignInOptions"/>).</summary>
    public const string Jwt = "Allocator.Jwt";

    /// <summary>A token of a Kubernetes service account (<see cref="KubernetesSignInOptions"/>).</summary>
    public const string Kubernetes = "Allocator.Kubernetes";

    /// <summary>The session of a browser that has signed in by <see cref="OpenIdConnect"/>.</summary>
    public const string Cookie = "Allocator.Cookie";

    /// <summary>The sign-in of a browser at the issuer (<see cref="OpenIdConnectSignInOptions"/>). It exists only where that is configured.</summary>
    public const string OpenIdConnect = "Allocator.OpenIdConnect";

    /// <summary>Anybody on this machine (<see cref="DevelopmentSignInOptions"/>).</summary>
    public const string Development = "Allocator.Development";
}
