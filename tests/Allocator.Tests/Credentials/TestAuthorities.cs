using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator.Credentials;

/// <summary>Authorities of a test's own.</summary>
internal static class TestAuthorities
{
    public static X509Certificate2 Make(bool rsa = false, bool isAuthority = true, TimeSpan? validity = null)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = rsa
            ? new CertificateRequest("CN=tests", (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=tests", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now + (validity ?? TimeSpan.FromDays(1)));
    }
}
