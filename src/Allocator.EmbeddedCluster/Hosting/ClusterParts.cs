using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator.Embedded;

/// <summary>Puts the parts of a cluster together.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private readonly EmbeddedClusterOptions _options;
    private readonly ClusterCore _core;
    private readonly ClusterCertificates _certificates = ClusterCertificates.Create();
    private readonly RbacAuthorizer _authorizer;
    private readonly EmbeddedNode _node;
    private readonly ServiceProxy _proxy;
    private readonly FaultGate _faultGate;
    private readonly ApiServer _server;
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
        _authorizer = new(store);
        Tokens = new(store, time);
        var capacity = new NodeCapacity(options.NodeProcessors, options.NodeMemory, options.NodePods);
        _node = new(_core, Images, new()
        {
            Capacity = capacity,
            LogCapacity = options.LogCapacity,
            Tokens = IssueToken,
            ApiServer = () => new IPEndPoint(IPAddress.Loopback, Server.Port),
        });
        _proxy = new(_core);
        UseControllers();

        var lists = new ListReader(store);
        var watches = new OpenWatches();
        Faults = new(store, lists, watches, loop);
        var resources = new ResourceEndpoints(
            operations,
            new ReadEndpoints(store, lists, time),
            new WatchEndpoint(store, watches, time),
            new WriteEndpoints(operations),
            new DeleteEndpoints(operations, lists),
            new ScaleEndpoint(operations),
            _node.PodEndpoints,
            new ReviewEndpoints(Tokens, _authorizer),
            new TokenRequests(store, time, Tokens.ServiceAccounts));
        _faultGate = new(Faults, time);
        var access = new AccessGate(Tokens, _authorizer);
        _server = new ApiServer(time, _faultGate, access, resources, new DiscoveryEndpoints(operations.Kinds), logger);
        _host = new(_certificates.Server, loggers, _server.HandleAsync);
    }

    public EmbeddedImages Images { get; } = new();

    public EmbeddedFaults Faults { get; }

    public TokenAuthority Tokens { get; }

    public Uri Server => _host.Address;

    public ObjectStore Store => _core.Store;

    public Task HandleAsync(HttpContext http) => _server.HandleAsync(http);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        BootstrapRoles.Create(_core.Store, _core.Time);
        foreach (var name in ((string[])["default", "kube-system", "kube-public", _options.Namespace]).Distinct())
            _core.Operations.Create(ResourceTypes.Namespaces, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        _core.Operations.Create(ResourceTypes.StorageClasses, "", StandardStorageClass.Create());
        await _node.StartAsync(cancellationToken).ConfigureAwait(false);
        _core.Loop.Start();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public string Kubeconfig(string user, string token) => KubeconfigText.Of(Server, _certificates.AuthorityPem, user, token, _options.Namespace);

    public Task WhenIdleAsync(CancellationToken cancellationToken) => _core.WhenIdleAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _faultGate.Dispose();
        await _host.DisposeAsync().ConfigureAwait(false);
        await _core.Loop.DisposeAsync().ConfigureAwait(false);
        await _proxy.DisposeAsync().ConfigureAwait(false);
        await _node.DisposeAsync().ConfigureAwait(false);
        Tokens.Dispose();
        _certificates.Dispose();
    }

    private void UseControllers()
    {
        var operations = _core.Operations;
        var accounts = new ServiceAccountController(operations);
        operations.UseAdmission(
        [
            new NamespaceLifecycle(operations.Store),
            new ServiceAccountAdmission(operations.Store, ProvideUnlessFrozen),
            new EscalationAdmission(_authorizer),
            new OwnerReferencesAdmission(operations.Kinds, _authorizer),
            .. ClusterControllers.CreateAdmissions(operations, _node.ServiceRange),
        ]);

        var directories = new VolumeDirectories(CreateVolume, NodeDirectories.TryDelete);
        IEnumerable<IController> controllers =
        [
            new GarbageCollector(operations, _core.Events),
            new NamespaceController(operations),
            new DefinitionController(operations),
            accounts,
            new RootCertificatePublisher(operations, _certificates.AuthorityPem),
            new RoleAggregation(operations),
            .. ClusterControllers.Create(_core, directories),
            _proxy,
        ];
        foreach (var controller in controllers)
            _core.Loop.Add(controller);

        void ProvideUnlessFrozen(string @namespace)
        {
            if (!_core.Loop.IsFrozen(ServiceAccountController.ControllerName))
                accounts.Provide(@namespace);
        }
    }

    private string CreateVolume(string name) => Directory.CreateDirectory(_node.Directories.PersistentVolume(name)).FullName;

    private string IssueToken(StoredObject pod, string audience, TimeSpan lifetime)
    {
        var name = pod.Json.Member("spec").Text("serviceAccountName");
        var account = _core.Store.Find(ResourceTypes.ServiceAccounts, pod.Namespace, name) ?? throw ApiException.NotFound(ResourceTypes.ServiceAccounts, name);
        return Tokens.ServiceAccounts.Issue(account, [audience.Length == 0 ? ServiceAccountTokens.Issuer : audience], lifetime, pod);
    }
}
