namespace Allocator;

/// <summary>
/// The settings of fixtures. Each comes from code, else from the environment variable <c>ALLOCATOR_&lt;NAME&gt;</c> (<c>ALLOCATOR_SETUP_TIMEOUT</c>), else from the file
/// <c>allocator.json</c> beside the test assembly (<c>"setupTimeout"</c>). Times there are <c>90s</c>, <c>5m</c>, <c>1h</c> or <c>hh:mm:ss</c>.
/// </summary>
public sealed class FixtureOptions
{
    /// <summary>
    /// The address of an allocator server to allocate at instead of a cluster; it replaces a <see cref="Kubeconfig"/> or <see cref="Embedded"/> of a source that this one wins over, and
    /// the other way round. The server has services of the same names; their templates, limits and time-outs hold, not those of the services here.
    /// </summary>
    /// <value>null: straight to a cluster.</value>
    public string? Server { get; set; }

    /// <summary>The bearer token for the <see cref="Server"/>.</summary>
    /// <value>null: <see cref="TokenFile"/>, or none.</value>
    public string? Token { get; set; }

    /// <summary>A file with the bearer token for the <see cref="Server"/>, read again for each request.</summary>
    /// <value>null: <see cref="Token"/>, or none.</value>
    public string? TokenFile { get; set; }

    /// <summary>The kubeconfig's path.</summary>
    /// <value>null: as kubectl finds it (<c>KUBECONFIG</c>, <c>~/.kube/config</c>, the pod's service account).</value>
    public string? Kubeconfig { get; set; }

    /// <summary>The kubeconfig's context.</summary>
    /// <value>null: its current context.</value>
    public string? Context { get; set; }

    /// <summary>The namespace that instances live in.</summary>
    /// <value>null: the context's namespace, or <c>default</c>.</value>
    public string? Namespace { get; set; }

    /// <summary>Who the instances belong to. A <see cref="Server"/> goes by the sign-in; only where that is for development is it this name.</summary>
    /// <value>null: as the environment tells (the CI project and user, or <c>user@host</c>).</value>
    public string? Identity { get; set; }

    /// <summary>Whether to use a cluster within the test process instead; services bring their images by <see cref="IEmbeddedService"/>. It replaces
    /// a <see cref="Kubeconfig"/> of a source that this one wins over, and the other way round.</summary>
    public bool Embedded { get; set; }

    /// <summary>What to do where there is no cluster: none is configured, or it gives no answer. One that refuses the credentials is there.</summary>
    /// <value><see cref="WithoutCluster.Fail"/>.</value>
    public WithoutCluster WithoutCluster { get; set; }

    /// <summary>Which instances stay after their tests.</summary>
    /// <value><see cref="KeepInstances.Never"/>.</value>
    public KeepInstances Keep { get; set; }

    /// <summary>How long a kept instance stays, unless it is destroyed before.</summary>
    /// <value>1 hour; between 10 seconds and 30 days.</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the set-up of a fixture may take in all, waiting for a place included.</summary>
    /// <value>5 minutes; more than 10 seconds, at most a day.</value>
    public TimeSpan SetupTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for a place when all are held.</summary>
    /// <value>2 minutes; zero: not at all.</value>
    public TimeSpan PlaceTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many instances the test process creates at once.</summary>
    /// <value>4.</value>
    public int MaxConcurrentCreates { get; set; } = 4;

    /// <summary>Whether to wait, after a fixture's tests, until all that it made is gone, and to fail naming it when something stays.</summary>
    public bool FailOnLeftovers { get; set; }

    /// <summary>How long an instance outlives a test process that is killed; replaces <see cref="ServiceOptions.Lease"/>.</summary>
    /// <value>null: as the service says, 2 minutes by default.</value>
    public TimeSpan? Lease { get; set; }

    /// <summary>
    /// Whether limits that are published in the cluster win over those of all services here, and templates are taken from there by services that give none. The process must be allowed to list and watch ConfigMaps
    /// then. A <see cref="ClusterService"/> is looked up in any case.
    /// </summary>
    public bool ClusterServices { get; set; }

    /// <summary>The file that the run's summary is written to; relative to the test assembly. Empty: none.</summary>
    /// <value><c>allocator-summary.txt</c>.</value>
    public string Summary { get; set; } = "allocator-summary.txt";

    /// <summary>Values of parameters that the service declares (<see cref="ServiceOptions.Parameters"/>). In code only.</summary>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>();

    /// <summary>A connection made in code, instead of <see cref="Kubeconfig"/> and <see cref="Context"/>. In code only.</summary>
    public ClusterConnection? Connection { get; set; }

    /// <summary>Adds template engines, an identity provider or logging. In code only; fixtures that share the delegate share the connection.</summary>
    public Action<IAllocatorBuilder>? ConfigureAllocator { get; set; }
}
