using System.Collections.ObjectModel;

namespace Allocator;

/// <summary>
/// What the creator of an instance holds: while it does, the instance's lease is renewed; disposing it destroys the instance.
/// A handle that <see cref="IInstanceAllocator.OpenAsync"/> gives neither renews by itself nor destroys.
/// </summary>
public abstract class InstanceHandle : IAsyncDisposable
{
    /// <summary>What is known of the instance, as of when the handle was made.</summary>
    public abstract Instance Instance { get; }

    /// <summary>The instance's name.</summary>
    public string Name => Instance.Name;

    /// <summary>
    /// Cancelled when the API server says that the instance is gone or going, though nobody here destroyed it. While the cluster cannot be reached nothing is
    /// known. Never, for a handle that renews nothing.
    /// </summary>
    public abstract CancellationToken Lost { get; }

    /// <summary>Throws if <see cref="Lost"/> is cancelled, saying why.</summary>
    /// <exception cref="InstanceLostException">The instance is lost.</exception>
    public abstract void ThrowIfLost();

    /// <summary>Opens a local endpoint for a port of the instance.</summary>
    /// <param name="port">The number of the port in the pod.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">No pod of the instance is ready.</exception>
    public abstract Task<InstanceEndpoint> ConnectAsync(int port, CancellationToken cancellationToken = default);

    /// <summary>Opens a local endpoint for a port of the instance.</summary>
    /// <param name="port">The port's name, as a container or a Service of the template gives it; null if there is only one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">There is no such port, or no pod of the instance is ready.</exception>
    public abstract Task<InstanceEndpoint> ConnectAsync(string? port = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a local endpoint for each TCP port that the instance's containers declare, and for each named port of its Services.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">No pod of the instance is ready.</exception>
    public abstract Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs a command in a container of the instance. Where the node does not find the container yet, because it still has something of a pod of the same
    /// name that this one has replaced, it is tried again for up to 30 s.
    /// </summary>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    /// <param name="options">Container and standard input; null for the first container of a ready pod.</param>
    /// <param name="cancellationToken">Ends the wait; the command itself goes on.</param>
    public abstract Task<ExecResult> ExecAsync(IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>One connection to a port of the instance, without a local listener: what is written reaches the pod, and what the pod sends is read.</summary>
    /// <param name="port">The number of the port in the pod.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A stream that ends where the pod ends it; disposing it ends the connection.</returns>
    /// <exception cref="AllocatorException">No pod of the instance is ready, or it cannot be reached.</exception>
    public abstract Task<Stream> OpenConnectionAsync(int port, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="OpenConnectionAsync(int, CancellationToken)"/>.</summary>
    /// <param name="port">The port's name, as a container or a Service of the template gives it; null if there is only one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">There is no such port, no pod of the instance is ready, or it cannot be reached.</exception>
    public abstract Task<Stream> OpenConnectionAsync(string? port = null, CancellationToken cancellationToken = default);

    /// <summary>The ports for which <see cref="ConnectAllAsync"/> opens endpoints.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">No pod of the instance is ready.</exception>
    public abstract Task<IReadOnlyList<InstancePort>> GetPortsAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the logs of the instance's pods, each with a headline if there are several.</summary>
    /// <param name="options">Which container and how much; to follow, see <see cref="FollowLogsAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public abstract Task<string> ReadLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The log lines of the instance's pods, those that are there and those that are still to come, as they come: until all containers have ended, or for as long as the caller reads. A
    /// pod that comes later, as the successor of another, is followed as well.
    /// </summary>
    /// <param name="options">Which container and how much; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract IAsyncEnumerable<InstanceLogLine> FollowLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What the cluster reported about the instance's pods and what controls them, the newest first; the same report is counted, not repeated. Values of its Secret are replaced by <c>***</c>.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public abstract Task<IReadOnlyList<InstanceEvent>> ReadEventsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What the instance is doing, for a person who looks for a fault: its pods' states, their last events and log lines. Values of its Secret are replaced by <c>***</c>.
    /// Bounded in size, and to 5 s; what cannot be had is left out and said.
    /// </summary>
    /// <param name="logsOfLast">Only log lines that are not older than this; null for the last ones, however old.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public abstract Task<string> DescribeAsync(TimeSpan? logsOfLast = null, CancellationToken cancellationToken = default);

    /// <summary>The names of the connection strings that the template declares.</summary>
    public abstract IReadOnlyCollection<string> ConnectionStringNames { get; }

    /// <summary>The templates of the connection strings, by name.</summary>
    internal virtual IReadOnlyDictionary<string, string> ConnectionStringTemplates => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A connection string that the template declares, with local endpoints and the Secret's values filled in.</summary>
    /// <param name="name">What follows the slash in the annotation <c>connection.allocator.dev/&lt;name&gt;</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">The template declares no such connection string.</exception>
    public abstract Task<string> GetConnectionStringAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The values of the instance's Secret; empty if it has none.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> GetSecretAsync(CancellationToken cancellationToken = default);

    /// <summary>Destroys the instance with its disk, by its uid. May be called again.</summary>
    public abstract Task DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IInstanceAllocator.SuspendAsync"/>. The handle goes on to hold the instance; its endpoints work again when it is resumed.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public abstract Task SuspendAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IInstanceAllocator.ResumeAsync"/>.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceFailedException">It did not become ready; the message is the whole diagnosis. The instance stays.</exception>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public abstract Task ResumeAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IInstanceAllocator.ResetDiskAsync"/>.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceFailedException">It did not become ready again; the message is the whole diagnosis. The instance stays.</exception>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public abstract Task ResetDiskAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Renews the lease once, for those who renew it themselves: of an instance that was opened, or whose holder has let it go (<see cref="ReleaseAsync"/>). Nothing to do for one that has no lease.
    /// </summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The instance, with its new <see cref="Instance.ExpiresAt"/>.</returns>
    /// <exception cref="InstanceLostException">The instance is gone or going.</exception>
    public abstract Task<Instance> RenewAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets the instance go: this handle renews it no more, and disposing it does not destroy it. The lease is as it was, and runs out unless somebody renews it.</summary>
    public abstract Task ReleaseAsync();

    /// <summary>
    /// Leaves the instance behind: it is renewed no more, disposing this handle does not destroy it, and it goes after <paramref name="lifetime"/> unless it is destroyed before.
    /// </summary>
    /// <param name="lifetime">Between 10 seconds and 30 days. An instance with a <see cref="ServiceOptions.Lifetime"/> goes at its end in any case.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>For a person: how to reach the instance, and how to destroy it.</returns>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public abstract Task<string> KeepAsync(TimeSpan lifetime, CancellationToken cancellationToken = default);

    /// <summary>Destroys the instance, if this handle is its creator's, without waiting until all is gone. Does not throw for an instance
    /// that is gone already, nor when the cluster cannot be reached while a lease sees to it that the instance goes.</summary>
    public abstract ValueTask DisposeAsync();
}
