using Microsoft.AspNetCore.Http;

namespace Allocator;

/// <summary>
/// Sign-in of people in browsers, at an issuer of OpenID Connect by its authorization code flow with PKCE. What the browser keeps is a cookie of the
/// server's own, for 7 days.
/// </summary>
/// <remarks>
/// Register the server at the issuer as a confidential client with the redirect address <see cref="PublicUrl"/> and <c>/signin/callback</c>.
/// The server needs the rights to get, create and patch Secrets in the instances' namespace, unless the host keeps its data protection keys
/// elsewhere.
/// </remarks>
public sealed class OpenIdConnectSignInOptions
{
    /// <summary>The issuer (<c>iss</c>): the address below which its discovery document is, by https.</summary>
    /// <value>null: nobody signs in this way.</value>
    public string? Issuer { get; set; }

    /// <summary>The server's name at the issuer (<c>client_id</c>); id tokens must be for it.</summary>
    /// <value>null, which is an error with <see cref="Issuer"/>.</value>
    public string? ClientId { get; set; }

    /// <summary>The client's secret. Better is <see cref="ClientSecretFile"/>; one of the two must be set.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file with the client's secret. It is read at each sign-in; white space around the secret does not count.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What the issuer is asked for; <c>openid</c> must be among it.</summary>
    /// <value>Empty, which means <c>openid</c>, <c>profile</c> and <c>email</c>.</value>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>
    /// Where browsers reach the server, with the prefix if there is one: <c>https://example.com/allocator</c>. It must be https, which may end before
    /// the server. Redirect addresses are made of it, never of what a request says.
    /// </summary>
    /// <value>null, which is an error with <see cref="Issuer"/>.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// The Secret in the instances' namespace that holds the keys by which the sessions' cookies are made and read. All replicas must have the same.
    /// It is not used if the host keeps its data protection keys elsewhere.
    /// </summary>
    /// <value><c>allocator-server-keys</c>.</value>
    public string KeysSecret { get; set; } = "allocator-server-keys";

    internal bool Enabled => Issuer is not null;

    /// <summary>The path of one of the server's endpoints, as browsers see it.</summary>
    internal string PublicPath(PathString endpoint) => PublicUrl!.AbsolutePath.TrimEnd('/') + endpoint;

    /// <summary>The address of one of the server's endpoints, as browsers see it.</summary>
    internal string PublicAddress(PathString endpoint) => PublicUrl!.GetLeftPart(UriPartial.Authority) + PublicPath(endpoint);
}
