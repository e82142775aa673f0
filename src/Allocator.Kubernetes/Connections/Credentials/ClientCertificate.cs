using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>Reads client certificates in PEM, as kubeconfigs and exec plugins give them.</summary>
internal static class ClientCertificate
{
    /// <summary>The first certificate with its key; further ones are sent along as its chain.</summary>
    /// <exception cref="CryptographicException">
    /// One of them is no PEM or of an unknown kind, or they do not belong together. The message has no secrets.
    /// </exception>
    public static SslStreamCertificateContext Read(string certificatePem, string keyPem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificatePem);
        if (chain.Count == 0)
            throw new CryptographicException("there is no PEM block CERTIFICATE in the certificate");
        return SslStreamCertificateContext.Create(WithKey(certificatePem, keyPem), [.. chain.Skip(1)], offline: true);
    }

    private static X509Certificate2 WithKey(string certificatePem, string keyPem)
    {
        if (keyPem.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
            throw new CryptographicException("the key is encrypted; Kubernetes clients need it without a password");
        var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (!OperatingSystem.IsWindows())
            return certificate;
        // Windows' TLS cannot use a key that is only in memory; a PKCS #12 import gives it a place for as long as the object lives.
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
