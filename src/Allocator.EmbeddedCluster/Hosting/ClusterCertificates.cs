using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator.Embedded;

/// <summary>A certificate authority of one cluster's own, and the API server's certificate.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    private static readonly TimeSpan s_before = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_validity = TimeSpan.FromDays(3650);

    private ClusterCertificates(string authorityPem, X509Certificate2 server) => (AuthorityPem, Server) = (authorityPem, server);

    /// <summary>What clients trust.</summary>
    public string AuthorityPem { get; }

    public X509Certificate2 Server { get; }

    // By the machine's clock, not the cluster's: clients check by theirs.
    public static ClusterCertificates Create()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=embedded-cluster-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var authority = authorityRequest.CreateSelfSigned(now - s_before, now + s_validity);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest("CN=embedded-cluster", serverKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        serverRequest.CertificateExtensions.Add(names.Build());
        serverRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var serial = RandomNumberGenerator.GetBytes(16);
        using var issued = serverRequest.Create(authority, now - s_before, now + s_validity - s_before, serial);
        using var withKey = issued.CopyWithPrivateKey(serverKey);
        return new(authority.ExportCertificatePem(), WithStoredKey(withKey));
    }

    public void Dispose() => Server.Dispose();

    // TLS on Windows does not take a key that is only in memory.
    private static X509Certificate2 WithStoredKey(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null)
        : new X509Certificate2(certificate);
}
