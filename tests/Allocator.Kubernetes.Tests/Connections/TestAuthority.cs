using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator.Connections;

/// <summary>A certificate authority that lives as long as the test.</summary>
internal sealed class TestAuthority
{
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "test authority", TestAuthority? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = issuer is null
            ? request.CreateSelfSigned(Begin, End)
            : Issue(request, issuer._certificate, key, Begin, End.AddHours(-1));
    }

    public static DateTimeOffset Begin { get; } = TimeProvider.System.GetUtcNow().AddDays(-2);

    public static DateTimeOffset End { get; } = TimeProvider.System.GetUtcNow().AddDays(2);

    public string Pem => _certificate.ExportCertificatePem();

    public X509Certificate2Collection Certificates => [X509Certificate2.CreateFromPem(Pem)];

    /// <summary>A server's certificate; its names are host names or IP addresses.</summary>
    public X509Certificate2 IssueServer(string[] names, DateTimeOffset? end = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test server", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = Issue(request, _certificate, key, Begin, end ?? End.AddHours(-2));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A client's certificate and key in PEM.</summary>
    public (string Certificate, string Key) IssueClient(string user, bool rsa = false)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = rsa
            ? new CertificateRequest($"CN={user}", (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={user}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = request.Create(
            _certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!), Begin, End.AddHours(-2), NewSerial());
        var keyPem = rsa ? ((RSA)key).ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        return (certificate.ExportCertificatePem(), keyPem);
    }

    private static X509Certificate2 Issue(CertificateRequest request, X509Certificate2 issuer, ECDsa key, DateTimeOffset begin, DateTimeOffset end)
    {
        using var certificate = request.Create(issuer, begin, end, NewSerial());
        return certificate.CopyWithPrivateKey(key);
    }

    private static byte[] NewSerial() => [1, .. RandomNumberGenerator.GetBytes(8)];
}
