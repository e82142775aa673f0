namespace Allocator;

/// <summary>How the server is reached and who may call it. The configuration section is <c>Allocator:Server</c>.</summary>
public sealed class AllocatorServerOptions
{
    /// <summary>The configuration section that <c>AddAllocatorServer(configuration)</c> reads.</summary>
    public const string SectionName = AllocatorOptions.SectionName + ":Server";

    /// <summary>The server's name, for its OpenAPI document and its sign-in's realm.</summary>
    /// <value><c>allocator</c>.</value>
    public string Name { get; set; } = "allocator";

    /// <summary>The authentication scheme that says who sends a request.</summary>
    /// <value><see cref="AllocatorSignIn.Scheme"/>, which chooses among those below.</value>
    public string AuthenticationScheme { get; set; } = AllocatorSignIn.Scheme;

    /// <summary>Sign-in by JSON web tokens.</summary>
    public JwtSignInOptions Jwt { get; set; } = new();

    /// <summary>Sign-in by tokens of Kubernetes service accounts.</summary>
    public KubernetesSignInOptions Kubernetes { get; set; } = new();

    /// <summary>Sign-in of people in browsers, at an issuer of OpenID Connect.</summary>
    public OpenIdConnectSignInOptions OpenIdConnect { get; set; } = new();

    /// <summary>Sign-in without proof, on one's own machine.</summary>
    public DevelopmentSignInOptions Development { get; set; } = new();

    /// <summary>Whether <c>/metrics</c> is shown to whoever asks. They name services, not callers.</summary>
    public bool AnonymousMetrics { get; set; }

    /// <summary>The meters that <c>/metrics</c> shows.</summary>
    /// <value>The library's own, <c>Allocator</c>, and <c>Microsoft.AspNetCore.Hosting</c>.</value>
    public IList<string> Meters { get; set; } = [];

    /// <summary>
    /// For how long the server that is told to stop still takes requests, though it is not ready any more: until whoever balances the load has seen
    /// that.
    /// </summary>
    /// <value>Zero.</value>
    public TimeSpan ShutdownDelay { get; set; }
}
