using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Embedded;

/// <summary>Puts the parts of a cluster together.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private readonly EmbeddedClusterOptions _options;
    private readonly ClusterCore _core;
    private readonly ClusterCertificates _certificates = ClusterCertificates.Create();
    private readonly ApiHost _host;

    public ClusterParts(EmbeddedClusterOptions options)
    {
        _options = options;
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        var logger = loggers.CreateLogger<EmbeddedCluster>();
        var store = new ObjectStore();
        var operations = new ObjectOperations(store, new KindCatalog(BuiltInKinds.All), options.TimeProvider);
        var loop = new ControlLoop(store, options.TimeProvider, logger);
        _core = new(operations, loop, new EventRecorder(operations), logger);

        var lists = new ListReader(store);
        var watches = new OpenWatches();
        Faults = new(store, lists, watches, loop);
        var resources = new ResourceEndpoints(
            operations.Kinds,
            new ReadEndpoints(store, lists, options.TimeProvider),
            new WatchEndpoint(store, watches, options.TimeProvider),
            new WriteEndpoints(operations),
            new DeleteEndpoints(operations, lists),
            new ScaleEndpoint(operations));
        var server = new ApiServer(
            options.TimeProvider, new FaultGate(Faults, options.TimeProvider), resources, new DiscoveryEndpoints(operations.Kinds), logger);
        _host = new(_certificates.Server, loggers, server.HandleAsync);

        loop.Add(new GarbageCollector(operations));
        loop.Add(new NamespaceController(operations));
    }

    public EmbeddedFaults Faults { get; }

    public string AdminToken { get; } = Guid.NewGuid().ToString("N");

    public Uri Server => _host.Address;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["default", "kube-system", "kube-public", _options.Namespace])
        {
            if (_core.Store.Find(ResourceTypes.Namespaces, "", name) is null)
                _core.Operations.Create(ResourceTypes.Namespaces, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        _core.Loop.Start();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public string Kubeconfig(string user, string token) => KubeconfigText.Of(Server, _certificates.AuthorityPem, user, token, _options.Namespace);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync().ConfigureAwait(false);
        await _core.Loop.DisposeAsync().ConfigureAwait(false);
        _certificates.Dispose();
    }
}
