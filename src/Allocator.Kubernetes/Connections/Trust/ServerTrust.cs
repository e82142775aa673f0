using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>What the server must prove.</summary>
internal sealed record ServerTrust
{
    /// <summary>A certificate of an authority that the machine trusts.</summary>
    public static ServerTrust SystemAuthorities { get; } = new();

    /// <summary>The only authorities that may have issued the server's certificate; null for those that the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Where the authorities were given or would be given, as messages say it.</summary>
    public string AuthoritiesSource { get; init; } = "the connection's authorities";

    /// <summary>The name that the certificate must have, where it is not the address'.</summary>
    public string? ServerName { get; init; }

    /// <summary>Where <see cref="ServerName"/> would be given, as messages say it.</summary>
    public string? ServerNameSource { get; init; }

    /// <summary>Whether the server need not prove anything.</summary>
    public bool Insecure { get; init; }

    public SslClientAuthenticationOptions CreateOptions(SslStreamCertificateContext? clientCertificate) => new()
    {
        ClientCertificateContext = clientCertificate,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Authorities is null ? null : CreateChainPolicy(Authorities),
        RemoteCertificateValidationCallback = Validate,
    };

    // Kubernetes' authorities publish neither revocations nor their own certificates: asking the network for them only costs time.
    private static X509ChainPolicy CreateChainPolicy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var trusted = Insecure
            || errors == SslPolicyErrors.None
            || (errors == SslPolicyErrors.RemoteCertificateChainErrors && PassesAuthority(chain!));
        if (trusted)
            return trusted;
        // Returning false would lose what is known here.
        var host = ((SslStream)sender).TargetHostName;
        throw new ServerCertificateException(ServerCertificateProblem.Describe(this, host, certificate as X509Certificate2, chain, errors));
    }

    // An authority may itself be an intermediate whose issuer is not known here; kubectl trusts it all the same.
    private bool PassesAuthority(X509Chain chain) =>
        chain.ChainStatus.All(s => s.Status is X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot)
        && chain.ChainElements.Any(e => Authorities?.Any(a => a.RawDataMemory.Span.SequenceEqual(e.Certificate.RawDataMemory.Span)) == true);
}
