namespace Allocator;

/// <summary>How fixtures get to the tests' cluster: straight.</summary>
internal sealed class Route : IAsyncDisposable
{
    private Route(string kubeconfig) => Kubeconfig = kubeconfig;

    /// <summary>The variables of a test process that goes this way.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["ALLOCATOR_KUBECONFIG"] = Kubeconfig };

    private string Kubeconfig { get; }

    /// <param name="cluster">The cluster.</param>
    /// <param name="ns">Where the instances live; null: in the tests' namespace.</param>
    /// <param name="services">What is allocated.</param>
    public static Route To(ClusterFixture cluster, string? ns, params ServiceDefinition[] services) => new(cluster.Kubeconfig);

    /// <summary>Makes a fixture of this process go this way.</summary>
    public void Configure(FixtureOptions options) => options.Kubeconfig = Kubeconfig;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
