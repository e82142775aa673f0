using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Allocator.Connections;

/// <summary>A real HTTPS server on loopback that records the requests it gets and answers them as the test says.</summary>
internal sealed class TestApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<Request> _requests = [];

    private TestApiServer(WebApplication application) => _application = application;

    /// <summary>The answer's status code.</summary>
    public Func<Request, int> Answer { get; set; } = _ => 200;

    public Uri Address => new(_application.Urls.Single().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static async Task<TestApiServer> StartAsync(X509Certificate2? certificate, X509Certificate2Collection? chain = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ServerCertificateChain = chain;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (_, _, _) => true;
                });
            }
        }));
        var application = builder.Build();
        var server = new TestApiServer(application);
        application.Run(server.HandleAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new Request(
            context.Request.Path,
            context.Request.Host.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            context.Connection.ClientCertificate?.Subject,
            await reader.ReadToEndAsync(context.RequestAborted));
        lock (_requests)
            _requests.Add(request);
        context.Response.StatusCode = Answer(request);
    }

    internal sealed record Request(string Path, string Host, IReadOnlyDictionary<string, string> Headers, string? ClientSubject, string Body)
    {
        public string? Authorization => Headers.GetValueOrDefault("Authorization");
    }
}
