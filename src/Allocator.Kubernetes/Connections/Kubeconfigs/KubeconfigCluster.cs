using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>Reads the entry of a kubeconfig's <c>clusters</c>.</summary>
internal static class KubeconfigCluster
{
    public static Uri ReadServer(KubeconfigNode cluster)
    {
        var text = cluster.RequiredText("server");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && ClusterConnection.IsServerAddress(server)
            ? server
            : throw cluster.Error("server", $"must be {ClusterConnection.ServerAddressForm}");
    }

    public static ServerTrust ReadTrust(KubeconfigNode cluster)
    {
        var authorities = cluster.Data("certificate-authority-data", "certificate-authority");
        var insecure = cluster.Flag("insecure-skip-tls-verify");
        if (insecure && authorities is { } both)
            throw cluster.Error("insecure-skip-tls-verify", $"contradicts {both.Field}; remove one of them");
        return new()
        {
            Authorities = authorities is { } given ? cluster.Parse(given.Field, () => ReadCertificates(given.Text)) : null,
            AuthoritiesSource = cluster.Describe(authorities?.Field ?? "certificate-authority-data"),
            ServerName = cluster.Text("tls-server-name"),
            ServerNameSource = cluster.Describe("tls-server-name"),
            Insecure = insecure,
        };
    }

    public static ClusterProxy? ReadProxy(KubeconfigNode cluster)
    {
        if (cluster.Text("proxy-url") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks5" && address.Host.Length > 0
            ? new ClusterProxy(address, cluster.Describe("proxy-url"))
            : throw cluster.Error("proxy-url", "must be an http, https or socks5 URI, such as http://proxy.example.com:3128");
    }

    private static X509Certificate2Collection ReadCertificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("there is no PEM block CERTIFICATE in it");
    }
}
