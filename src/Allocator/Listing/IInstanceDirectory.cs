namespace Allocator;

/// <summary>Finds the caller's instances by name alone, whatever service they are of: for servers and tools.</summary>
/// <remarks>Every method throws <see cref="ClusterUnavailableException"/> and <see cref="AccessDeniedException"/> as <see cref="IInstanceAllocator"/> does.</remarks>
public interface IInstanceDirectory
{
    /// <summary>Lists the caller's instances of all services (everybody's, for an administrator), the newest first.</summary>
    IAsyncEnumerable<Instance> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads one of the caller's instances.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Opens a handle on one of the caller's instances. Disposing this handle does not destroy the instance; it renews nothing by itself. The service need not be known
    /// to this process any more; its time-outs are the default ones then.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says who holds which places of the services' limits: those of all owners together, whoever holds them, and of the limits per owner the caller's (everybody's, for an administrator). By service; within
    /// one the limit of all first, then the caller's.
    /// </summary>
    Task<IReadOnlyList<ServicePlaces>> ListPlacesAsync(CancellationToken cancellationToken = default);
}
