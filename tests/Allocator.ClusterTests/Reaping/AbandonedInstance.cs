namespace Allocator;

/// <summary>An instance that nobody renews any more, as a killed process leaves it.</summary>
internal static class AbandonedInstance
{
    /// <summary>The shortest lease there is.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static async Task<Instance> CreateAsync(ClusterFixture cluster, string ns)
    {
        await using var allocator = Allocator(cluster, ns);
        var handle = await allocator.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        // The allocator is disposed of, the handle is not: renewals end, and nothing is destroyed.
        return handle.Instance;
    }

    public static InstanceAllocator Allocator(ClusterFixture cluster, string ns) => InstanceAllocator.Create(
        "abandoned",
        service => (service.Template, service.Lease, service.MaxInstancesPerOwner) = (EchoTemplates.ConfigMap, Lease, null),
        options => (options.Kubeconfig, options.Namespace, options.Identity) = (cluster.Kubeconfig, ns, "somebody"));
}
