using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Embedded;

/// <summary>A whole cluster on a clock that stands still, and clients of it.</summary>
public sealed class RunningCluster : IAsyncLifetime
{
    private readonly List<HttpClient> _clients = [];
    private EmbeddedCluster? _cluster;

    internal static ResourceKind ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", Namespaced: true);

    internal ManualTimeProvider Clock { get; } = new();

    internal EmbeddedCluster Cluster => _cluster ?? throw new InvalidOperationException("It has not started.");

    internal EmbeddedFaults Faults => Cluster.Faults;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<RunningCluster> StartAsync()
    {
        var running = new RunningCluster();
        await running.InitializeAsync();
        return running;
    }

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(new() { TimeProvider = Clock }, Token);
        _cluster.Images.Add("idle", Behaviors.IdleAsync);
    }

    /// <summary>A client of the administrator's that speaks one version of HTTP only, and nothing of Kubernetes.</summary>
    internal HttpClient Http(string version = "2.0", string userAgent = "plain", string? kubeconfig = null)
    {
        var config = JsonNode.Parse(kubeconfig ?? Cluster.KubeconfigText)!;
        var authority = Convert.FromBase64String(config["clusters"]![0]!["cluster"]!["certificate-authority-data"]!.GetValue<string>());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(authority));
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } })
        {
            BaseAddress = Cluster.Server,
            DefaultRequestVersion = new Version(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", config["users"]![0]!["user"]!["token"]!.GetValue<string>());
        client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        _clients.Add(client);
        return client;
    }

    /// <summary>This project's own client.</summary>
    internal ClusterClient Client(string userAgent = "allocator") =>
        new(ClusterConnection.FromKubeconfig(Cluster.Kubeconfig), new() { UserAgent = userAgent });

    /// <summary>Advances the clock and waits until all that has become due is done.</summary>
    internal async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await Cluster.WhenIdleAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    internal Task IdleAsync() => AdvanceAsync(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
