namespace Allocator;

/// <summary>The services that a host can have instances of: those it added, and those that are published in the cluster if it asked for them (<c>AddClusterServices()</c>).</summary>
/// <remarks>Nothing is sent to a cluster unless it was. What is said of a service is what the next Create goes by.</remarks>
public interface IServiceCatalog
{
    /// <summary>All services, in the order of their names. One that is not right is among them, with its <see cref="ServiceDescription.Error"/>.</summary>
    /// <exception cref="AccessDeniedException">The process may not list or watch the ConfigMaps that describe services.</exception>
    /// <exception cref="ClusterUnavailableException">The cluster gives no answer.</exception>
    IAsyncEnumerable<ServiceDescription> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One service.</summary>
    /// <exception cref="ServiceNotFoundException">There is none of this name; the message lists those there are.</exception>
    /// <exception cref="AccessDeniedException">The process may not list or watch the ConfigMaps that describe services.</exception>
    /// <exception cref="ClusterUnavailableException">The cluster gives no answer.</exception>
    Task<ServiceDescription> GetAsync(string name, CancellationToken cancellationToken = default);
}
