using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A server by https, at which browsers sign in at an issuer.</summary>
internal sealed class SecureServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private SecureServer(WebApplication app, X509Certificate2 certificate, Uri address) => (_app, _certificate, Address) = (app, certificate, address);

    public Uri Address { get; }

    /// <param name="cluster">The cluster of the instances.</param>
    /// <param name="issuer">Where browsers sign in.</param>
    /// <param name="prefix">Where the page is.</param>
    public static async Task<SecureServer> StartAsync(EmbeddedCluster cluster, OpenIdProvider issuer, string prefix = "")
    {
        // The issuer sends browsers back to an address that must be known before the server listens.
        var origin = $"https://127.0.0.1:{FreePort()}";
        var certificate = MakeCertificate();
        var app = RunningServer.Build(
            options =>
            {
                options.OpenIdConnect.Issuer = issuer.Address;
                options.OpenIdConnect.ClientId = OpenIdProvider.ClientId;
                options.OpenIdConnect.ClientSecret = OpenIdProvider.ClientSecret;
                options.OpenIdConnect.PublicUrl = new Uri(origin + prefix);
            },
            cluster.Kubeconfig,
            services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate)),
            origin,
            prefix);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SecureServer(app, certificate, new Uri(origin + prefix + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
