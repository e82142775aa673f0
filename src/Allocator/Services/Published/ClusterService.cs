namespace Allocator;

/// <summary>
/// A service that only the cluster knows: a ConfigMap describes it (<c>AddClusterServices()</c>), and a class derived from this one just names it, for a fixture or a host. Whoever adds one looks for published
/// services, and must be allowed to list and watch ConfigMaps.
/// </summary>
/// <param name="name">The name under which it is published.</param>
public abstract class ClusterService(string name) : ServiceDefinition
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <summary>Sets nothing: what is published counts.</summary>
    public sealed override void Configure(ServiceOptions options)
    {
    }
}
