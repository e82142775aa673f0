namespace Allocator;

/// <summary>Sign-in by JSON web tokens of one issuer. Issuer, audience, signature and lifetime of each are checked.</summary>
public sealed class JwtSignInOptions
{
    /// <summary>
    /// The issuer (<c>iss</c>) of the tokens; without <see cref="KeysFile"/> also the address of its OpenID Connect discovery document.
    /// </summary>
    /// <value>null: no such tokens are taken.</value>
    public string? Issuer { get; set; }

    /// <summary>The audience (<c>aud</c>) that a token must be for.</summary>
    /// <value>null, which is an error with <see cref="Issuer"/>.</value>
    public string? Audience { get; set; }

    /// <summary>
    /// A file with the issuer's public keys: a JSON web key set, or public keys and certificates in PEM. It is read again when it changes.
    /// </summary>
    /// <value>null: the issuer's discovery document says where they are.</value>
    public string? KeysFile { get; set; }

    /// <summary>How far the issuer's clock may differ from this machine's.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    internal bool Enabled => Issuer is not null;
}
