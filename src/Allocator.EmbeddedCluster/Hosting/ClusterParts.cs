using System.Net;
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
    private readonly TokenAuthority _tokens;
    private readonly ServiceProxy _proxy;
    private readonly ApiHost _host;

    public ClusterParts(EmbeddedClusterOptions options)
    {
        _options = options;
        var (time, loggers) = (options.TimeProvider, options.LoggerFactory ?? NullLoggerFactory.Instance);
        var logger = loggers.CreateLogger<EmbeddedCluster>();
        var store = new ObjectStore();
        var operations = new ObjectOperations(store, new KindCatalog(BuiltInKinds.All), time);
        var loop = new ControlLoop(store, time, logger);
        _core = new(operations, loop, new EventRecorder(operations), logger);
        _tokens = new(store, time);
        _proxy = new(_core);
        var authorizer = new RbacAuthorizer(store);
        var lists = new ListReader(store);
        var watches = new OpenWatches();
        Faults = new(store, lists, watches, loop);

        UseControllers(operations, authorizer);
        var resources = new ResourceEndpoints(
            operations.Kinds,
            new ReadEndpoints(store, lists, time),
            new WatchEndpoint(store, watches, time),
            new WriteEndpoints(operations),
            new DeleteEndpoints(operations, lists),
            new ScaleEndpoint(operations),
            new ReviewEndpoints(_tokens, authorizer),
            new TokenRequests(store, time, _tokens.ServiceAccounts));
        var server = new ApiServer(
            time, new FaultGate(Faults, time), new AccessGate(_tokens, authorizer), resources, new DiscoveryEndpoints(operations.Kinds), logger);
        _host = new(_certificates.Server, loggers, server.HandleAsync);
    }

    public EmbeddedFaults Faults { get; }

    public TokenAuthority Tokens => _tokens;

    public Uri Server => _host.Address;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        BootstrapRoles.Create(_core.Store, _core.Time);
        foreach (var name in ((string[])["default", "kube-system", "kube-public", _options.Namespace]).Distinct())
            _core.Operations.Create(ResourceTypes.Namespaces, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        _core.Operations.Create(ResourceTypes.StorageClasses, "", StandardStorageClass.Create());
        _core.Loop.Start();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public string Kubeconfig(string user, string token) => KubeconfigText.Of(Server, _certificates.AuthorityPem, user, token, _options.Namespace);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync().ConfigureAwait(false);
        await _core.Loop.DisposeAsync().ConfigureAwait(false);
        await _proxy.DisposeAsync().ConfigureAwait(false);
        _tokens.Dispose();
        _certificates.Dispose();
    }

    private void UseControllers(ObjectOperations operations, RbacAuthorizer authorizer)
    {
        var accounts = new ServiceAccountController(operations);
        var services = new IPNetwork(IPAddress.Parse("127.255.0.0"), 16);
        operations.UseAdmission(
        [
            new NamespaceLifecycle(operations.Store),
            new ServiceAccountAdmission(operations.Store, accounts.Provide),
            new EscalationAdmission(authorizer),
            new OwnerReferencesAdmission(operations.Kinds, authorizer),
            .. ClusterControllers.CreateAdmissions(operations, services),
        ]);

        IEnumerable<IController> controllers =
        [
            new GarbageCollector(operations, _core.Events),
            new NamespaceController(operations),
            accounts,
            new RootCertificatePublisher(operations, _certificates.AuthorityPem),
            new RoleAggregation(operations),
            new DefinitionController(operations),
            .. ClusterControllers.Create(_core, new VolumeDirectories(name => Directory.CreateTempSubdirectory(name).FullName, path => Directory.Delete(path, true))),
            _proxy,
        ];
        foreach (var controller in controllers)
            _core.Loop.Add(controller);
    }
}
