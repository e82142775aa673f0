using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>Issues the certificates of instances.</summary>
internal sealed class CertificateAuthority(X509Certificate2 authority)
{
    // A clock that is a little late must not find a fresh certificate not yet valid.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <exception cref="ArgumentException">The certificate cannot issue others; the message says why.</exception>
    public static CertificateAuthority Of(X509Certificate2 authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        if (!authority.HasPrivateKey)
            throw new ArgumentException("The authority's certificate has no private key, so it can issue nothing.", nameof(authority));
        if (authority.GetECDsaPrivateKey() is null && authority.GetRSAPrivateKey() is null)
            throw new ArgumentException("The authority's key is neither ECDSA nor RSA.", nameof(authority));
        if (authority.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is not { CertificateAuthority: true })
            throw new ArgumentException("The certificate is no authority's: it lacks the basic constraint CA=true.", nameof(authority));
        return new CertificateAuthority(authority);
    }

    public string CertificatePem => authority.ExportCertificatePem();

    /// <summary>A certificate of the instance's names, as server and as client, and its key, in PEM.</summary>
    public (string Certificate, string Key) Issue(string instance, string ns, DateTimeOffset now, TimeSpan validity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={instance}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], false));
        request.CertificateExtensions.Add(Names(instance, ns));

        // A certificate that outlived its authority's would be refused by everybody.
        var end = new[] { now + validity, authority.NotAfter.ToUniversalTime() }.Min();
        var begin = new[] { now - s_clockSkew, authority.NotBefore.ToUniversalTime() }.Max();
        if (end <= now)
            throw new AllocatorException($"The certificate authority '{authority.Subject}' is valid until {authority.NotAfter:u} only, so it can issue no certificate any more. Give a newer one (UseCertificateAuthority).");
        using var issued = request.Create(authority.SubjectName, Signer(), begin, end, SerialNumber());
        return (issued.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The authority's key may be of another kind than the instance's.</summary>
    private X509SignatureGenerator Signer() => authority.GetECDsaPrivateKey() is { } ecdsa
        ? X509SignatureGenerator.CreateForECDsa(ecdsa)
        : X509SignatureGenerator.CreateForRSA(authority.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);

    private static byte[] SerialNumber()
    {
        var number = RandomNumberGenerator.GetBytes(16);
        number[0] &= 0x7f; // It is a positive number.
        return number;
    }

    /// <summary>How the instance's Service, should it have one of its name, is called in the cluster; and the local end of a forwarded port.</summary>
    private static X509Extension Names(string instance, string ns)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])[instance, $"{instance}.{ns}", $"{instance}.{ns}.svc", $"{instance}.{ns}.svc.cluster.local", "localhost"])
            names.AddDnsName(name);
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        return names.Build();
    }
}
