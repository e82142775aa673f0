using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>An API server that knows one pod, <c>default/web</c>, and serves its streams: enough for the client and for kubectl.</summary>
internal sealed class PodServer : IAsyncDisposable
{
    private static readonly X509Certificate2 s_certificate = Certificate();

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-");

    public PodServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(s_certificate)));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public ExecHandler Exec { get; init; } = TestCommands.RunAsync;

    public PortConnector Connect { get; init; } = (_, _) => throw new IOException("no port was expected to be forwarded");

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What requests for streams came, with how they ask for the upgrade.</summary>
    public List<string> Upgrades { get; } = [];

    public Uri Address => new(_app.Urls.Single());

    /// <summary>A folder that goes with the server.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The path of a kubeconfig.</summary>
    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    public static implicit operator KubectlTarget(PodServer server) => new(server.Kubeconfig, server.Folder);

    private string KubeconfigText => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "{{Address}}", insecure-skip-tls-verify: true} }]
        users: [{name: u, user: {token: t} }]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: default} }]
        current-context: x
        """;

    public ClusterClient NewClient() => new(ClusterConnection.FromKubeconfig(Kubeconfig), new ClusterClientOptions());

    public HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => s_certificate.Equals(certificate) },
    })
    {
        BaseAddress = Address,
    };

    public async Task<PodServer> StartAsync()
    {
        await _app.StartAsync();
        await File.WriteAllTextAsync(Kubeconfig, KubeconfigText);
        return this;
    }

    /// <summary>Breaks all streams off.</summary>
    public Task BreakOffAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    public static PodServer WithExec(ExecHandler exec) => new() { Exec = exec };

    public static PodServer WithPort(PortConnector connect, TimeProvider? timeProvider = null) =>
        new() { Connect = connect, TimeProvider = timeProvider ?? TimeProvider.System };

    private Task HandleAsync(HttpContext context)
    {
        const string pod = "/api/v1/namespaces/default/pods/web";
        switch (context.Request.Path.Value)
        {
            case $"{pod}/exec":
                Note(context.Request);
                return PodStreams.ServeExecAsync(context, ExecRequest.Of(context.Request.Query), Exec, TimeProvider, _stop.Token);
            case $"{pod}/portforward":
                Note(context.Request);
                return PodStreams.ServePortForwardAsync(context, "web", Connect, TimeProvider, _stop.Token);
            case pod:
                return JsonAsync(context, Discovery.Pod);
            case "/api":
                return JsonAsync(context, Discovery.Versions);
            case "/apis":
                return JsonAsync(context, Discovery.Groups);
            case "/api/v1":
                return JsonAsync(context, Discovery.Resources);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return JsonAsync(context, Discovery.NotFound);
        }
    }

    private void Note(HttpRequest request)
    {
        lock (Upgrades)
            Upgrades.Add($"{request.Headers.Upgrade} {request.Headers.SecWebSocketProtocol}".Trim());
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>What kubectl asks for before it opens a stream.</summary>
internal static class Discovery
{
    public const string Versions = """{"kind":"APIVersions","apiVersion":"v1","versions":["v1"]}""";

    public const string Groups = """{"kind":"APIGroupList","apiVersion":"v1","groups":[]}""";

    public const string Resources = """
        {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
          {"name":"pods","singularName":"","namespaced":true,"kind":"Pod","verbs":["get","list"],"shortNames":["po"]},
          {"name":"pods/exec","singularName":"","namespaced":true,"kind":"PodExecOptions","verbs":["create","get"]},
          {"name":"pods/portforward","singularName":"","namespaced":true,"kind":"PodPortForwardOptions","verbs":["create","get"]}]}
        """;

    public const string Pod = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"default","uid":"1"},
         "spec":{"containers":[{"name":"main","image":"i"}]},"status":{"phase":"Running"}}
        """;

    public const string NotFound = """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"not found","reason":"NotFound","code":404}
        """;
}
