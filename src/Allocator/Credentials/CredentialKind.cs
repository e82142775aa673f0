namespace Allocator;

/// <summary>What is generated.</summary>
public enum CredentialKind
{
    /// <summary>Letters and digits of the ASCII, at least one lower-case letter, one upper-case letter and one digit among them.</summary>
    Password,

    /// <summary>Random bytes as base64url.</summary>
    Token,

    /// <summary>
    /// A key pair with a certificate that names the instance, for TLS. The Secret holds, in PEM, <c>&lt;key&gt;.crt</c>, <c>&lt;key&gt;.key</c> (PKCS #8, P-256) and the authority's certificate as <c>ca.crt</c>.
    /// </summary>
    KeyPair,
}
