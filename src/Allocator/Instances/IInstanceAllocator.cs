namespace Allocator;

/// <summary>Creates, finds, suspends and destroys the caller's instances of one service.</summary>
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

    /// <summary>
    /// Suspends one of the caller's instances: stops its pods and keeps its disk, its name and its places. Its lease is still renewed and may run out. Returns when no pod is left;
    /// nothing to do for one that is suspended.
    /// </summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait. What was begun stays begun (<see cref="InstanceState.Suspending"/>): suspend it again to finish it, or resume it.</param>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    /// <exception cref="InstanceBusyException">Another call is at it.</exception>
    /// <exception cref="AllocatorException">It has pods that cannot be stopped and started again: those of a bare Pod, a Job, a DaemonSet. Nothing was changed. Or a pod does not end
    /// within <see cref="ServiceOptions.SuspendTimeout"/>; the message names it.</exception>
    Task SuspendAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Starts a suspended instance again, and returns when it is ready; nothing to do for one that is ready.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait. What was begun stays begun (<see cref="InstanceState.Resuming"/>): resume it again to finish it, or suspend it.</param>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    /// <exception cref="InstanceBusyException">Another call is at it.</exception>
    /// <exception cref="InstanceFailedException">It did not become ready; the message is the whole diagnosis. The instance stays.</exception>
    Task ResumeAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives one of the caller's instances fresh disks under the same names, and new values of its generated credentials: stops its pods, replaces its claims, and starts it again. One that is suspended stays suspended.
    /// What was begun can no longer be undone: whatever is called next, <see cref="DestroyAsync"/> excepted, finishes it.
    /// </summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait. What was begun stays begun (<see cref="InstanceState.Resetting"/>): reset, resume or suspend it to finish it.</param>
    /// <exception cref="InstanceNotFoundException">There is no such instance, or it is not the caller's.</exception>
    /// <exception cref="InstanceBusyException">Another call is at it.</exception>
    /// <exception cref="InstanceFailedException">It did not become ready again; the message is the whole diagnosis. The instance stays.</exception>
    /// <exception cref="AllocatorException">It has no disk, or pods that cannot be stopped and started again; nothing was changed. Or a pod or a disk does not go within
    /// <see cref="ServiceOptions.SuspendTimeout"/>; the message names it.</exception>
    Task ResetDiskAsync(string name, IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);
}
