namespace Allocator;

/// <summary>Creates, finds and destroys the caller's instances of one service.</summary>
/// <remarks>
/// All state is in the cluster: any number of processes may allocate at once, and any of them may end at any moment.
/// Every method throws <see cref="ClusterUnavailableException"/> when the cluster cannot be reached or does not accept the caller, and
/// <see cref="AccessDeniedException"/> when the caller's role lacks a right.
/// </remarks>
public interface IInstanceAllocator
{
    /// <summary>The service's name.</summary>
    string Service { get; }

    /// <summary>Creates an instance and returns when it is ready. When it fails or is cancelled, nothing of it stays.</summary>
    /// <param name="options">What is special about this instance; null for none.</param>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the attempt; what was created is deleted before this throws.</param>
    /// <returns>The handle: disposing it destroys the instance.</returns>
    /// <exception cref="LimitExceededException">All places are held; the message names the holders.</exception>
    /// <exception cref="TemplateException">The template, or what it renders, is not right.</exception>
    /// <exception cref="InstanceFailedException">The instance did not become ready; the message is the whole diagnosis.</exception>
    Task<InstanceHandle> CreateAsync(CreateOptions? options = null, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one of the caller's instances.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    Task<Instance> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Opens a handle on one of the caller's instances. Disposing this handle does not destroy the instance; it renews nothing.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    Task<InstanceHandle> OpenAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lists the caller's instances (everybody's, for an administrator), the newest first.</summary>
    IAsyncEnumerable<Instance> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Destroys one of the caller's instances with its disk. Returns when the deletion can no longer be lost.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's. One that is being deleted is no error.</exception>
    Task DestroyAsync(string name, DestroyOptions? options = null, CancellationToken cancellationToken = default);
}
