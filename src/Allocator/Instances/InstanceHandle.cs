using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>
/// What the creator of an instance holds: while it does, the instance's lease is renewed; disposing it destroys the instance.
/// A handle that <see cref="IInstanceAllocator.OpenAsync"/> gives neither renews nor destroys.
/// </summary>
public sealed partial class InstanceHandle : IAsyncDisposable
{
    private readonly AllocatorSession _session;
    private readonly ServiceOptions _options;
    private readonly InstanceRecord _record;
    private readonly HeldLease? _lease;
    private volatile bool _destroysOnDispose;
    private readonly InstancePods _pods;
    private readonly InstancePorts _ports;
    private readonly InstanceConnectionStrings _connectionStrings;
    private readonly Lazy<Task> _closed;

    private InstanceHandle(AllocatorSession session, ServiceOptions options, InstanceRecord record, HeldLease? lease, bool destroysOnDispose)
    {
        _session = session;
        _options = options;
        _record = record;
        _lease = lease;
        _destroysOnDispose = destroysOnDispose;
        _pods = new InstancePods(session, record);
        _ports = new InstancePorts(session, record, _pods);
        _connectionStrings = new InstanceConnectionStrings(session, record, _ports);
        _closed = new Lazy<Task>(CloseAsync);
    }

    /// <summary>What is known of the instance, as of when the handle was made.</summary>
    public Instance Instance => _record.Instance;

    /// <summary>The instance's name.</summary>
    public string Name => _record.Name;

    /// <summary>
    /// Cancelled when the API server says that the instance is gone or going, though nobody here destroyed it. While the cluster cannot be reached nothing is
    /// known. Never, for a handle that renews nothing.
    /// </summary>
    public CancellationToken Lost => _lease?.Lost ?? CancellationToken.None;

    /// <summary>Throws if <see cref="Lost"/> is cancelled, saying why.</summary>
    /// <exception cref="InstanceLostException">The instance is lost.</exception>
    public void ThrowIfLost()
    {
        if (Lost.IsCancellationRequested)
            throw new InstanceLostException(Name, _lease!.LostBecause ?? "it is gone");
    }

    /// <summary>Opens a local endpoint for a port of the instance.</summary>
    /// <param name="port">The number of the port in the pod.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">No pod of the instance is ready.</exception>
    public Task<InstanceEndpoint> ConnectAsync(int port, CancellationToken cancellationToken = default) =>
        ConnectAsync(new PortQuery(port), cancellationToken);

    /// <summary>Opens a local endpoint for a port of the instance.</summary>
    /// <param name="port">The port's name, as a container or a Service of the template gives it; null if there is only one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">There is no such port, or no pod of the instance is ready.</exception>
    public Task<InstanceEndpoint> ConnectAsync(string? port = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(new PortQuery(port), cancellationToken);

    /// <summary>Opens a local endpoint for each TCP port that the instance's containers declare, and for each named port of its Services.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">No pod of the instance is ready.</exception>
    public Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => _ports.ConnectAllAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Runs a command in a container of the instance. Where the node does not find the container yet, because it still has something of a pod of the same
    /// name that this one has replaced, it is tried again for up to 30 s.
    /// </summary>
    /// <param name="command">The program and its arguments; there is no shell unless it is named.</param>
    /// <param name="options">Container and standard input; null for the first container of a ready pod.</param>
    /// <param name="cancellationToken">Ends the wait; the command itself goes on.</param>
    public Task<ExecResult> ExecAsync(IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(
            _session,
            () => PassingAbsence.OutlastAsync(
                _session.Time,
                async () =>
                {
                    var pod = await _pods.ReadyAsync(cancellationToken).ConfigureAwait(false);
                    return await _session.Client.ExecAsync(_session.Namespace, pod.Name(), command, options, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Reads the logs of the instance's pods, each with a headline if there are several.</summary>
    /// <param name="options">Which container and how much; following is for one pod only, see <see cref="ClusterClient.ReadLogsAsync"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<string> ReadLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => InstanceLogs.ReadAsync(_session, _pods, options, cancellationToken), cancellationToken);

    /// <summary>
    /// What the instance is doing, for a person who looks for a fault: its pods' states, their last events and log lines. Values of its Secret are replaced by <c>***</c>.
    /// Bounded in size, and to 5 s; what cannot be had is left out and said.
    /// </summary>
    /// <param name="logsOfLast">Only log lines that are not older than this; null for the last ones, however old.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<string> DescribeAsync(TimeSpan? logsOfLast = null, CancellationToken cancellationToken = default) =>
        InstanceReport.CollectAsync(_session, _record, _pods, logsOfLast, cancellationToken);

    /// <summary>The names of the connection strings that the template declares.</summary>
    public IReadOnlyCollection<string> ConnectionStringNames => [.. _record.ConnectionStrings.Keys];

    /// <summary>A connection string that the template declares, with local endpoints and the Secret's values filled in.</summary>
    /// <param name="name">What follows the slash in the annotation <c>connection.allocator.dev/&lt;name&gt;</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AllocatorException">The template declares no such connection string.</exception>
    public Task<string> GetConnectionStringAsync(string name, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => _connectionStrings.GetAsync(name, cancellationToken), cancellationToken);

    /// <summary>The values of the instance's Secret; empty if it has none.</summary>
    public Task<IReadOnlyDictionary<string, string>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => InstanceSecret.ReadAsync(_session, _record, cancellationToken), cancellationToken);

    /// <summary>Destroys the instance with its disk, by its uid. May be called again.</summary>
    public Task DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(
            _session, () => InstanceDestroyer.DestroyAsync(_session, _record, _lease, options, cancellationToken), cancellationToken);

    /// <summary>As <see cref="IInstanceAllocator.SuspendAsync"/>. The handle goes on to hold the instance; its endpoints work again when it is resumed.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public Task SuspendAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.Suspend, progress, cancellationToken);

    /// <summary>As <see cref="IInstanceAllocator.ResumeAsync"/>.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceFailedException">It did not become ready; the message is the whole diagnosis. The instance stays.</exception>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public Task ResumeAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.Resume, progress, cancellationToken);

    /// <summary>As <see cref="IInstanceAllocator.ResetDiskAsync"/>.</summary>
    /// <param name="progress">Told what is being done or waited for, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the wait; what was begun stays begun.</param>
    /// <exception cref="InstanceFailedException">It did not become ready again; the message is the whole diagnosis. The instance stays.</exception>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public Task ResetDiskAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.ResetDisk, progress, cancellationToken);

    /// <summary>
    /// Leaves the instance behind: it is renewed no more, disposing this handle does not destroy it, and it goes after <paramref name="lifetime"/> unless it is destroyed before.
    /// </summary>
    /// <param name="lifetime">Between 10 seconds and 30 days. An instance with a <see cref="ServiceOptions.Lifetime"/> goes at its end in any case.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>For a person: how to reach the instance, and how to destroy it.</returns>
    /// <exception cref="InstanceLostException">The instance is gone.</exception>
    public Task<string> KeepAsync(TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(
            _session,
            async () =>
            {
                var kept = await KeptInstance.KeepAsync(_session, _record, KeptInstance.Checked(lifetime), _lease, cancellationToken).ConfigureAwait(false);
                _destroysOnDispose = false;
                return KeptInstance.Describe(_session.Namespace, Name, kept);
            },
            cancellationToken);

    /// <summary>Destroys the instance, if this handle is its creator's, without waiting until all is gone. Does not throw for an instance
    /// that is gone already, nor when the cluster cannot be reached while a lease sees to it that the instance goes.</summary>
    public ValueTask DisposeAsync() => new(_closed.Value);

    /// <summary>The handle of who created the instance, or took it over by its idempotency key.</summary>
    internal static InstanceHandle Holding(AllocatorSession session, ServiceOptions options, InstanceRecord record, long grantedAt)
    {
        var lease = record.Lease is { } duration ? session.Renewer.Hold(record.Name, record.Uid, record.ResourceVersion, duration, grantedAt, record.Instance.EndsAt) : null;
        return new InstanceHandle(session, options, record, lease, destroysOnDispose: true);
    }

    /// <summary>The handle of who only looks at the instance.</summary>
    internal static InstanceHandle Visiting(AllocatorSession session, ServiceOptions options, InstanceRecord record) => new(session, options, record, null, destroysOnDispose: false);

    private Task<InstanceEndpoint> ConnectAsync(PortQuery query, CancellationToken cancellationToken) =>
        ClusterErrors.ExplainAsync(_session, () => _ports.ConnectAsync(query, cancellationToken), cancellationToken);

    private async Task CloseAsync()
    {
        try
        {
            if (_destroysOnDispose)
                await DestroyAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AllocatorException or ObjectDisposedException && _lease is not null)
        {
            // Often on the way of another exception, which this one must not hide; the lease sees to it that the instance goes.
            Log.NotDestroyed(_session.Logger, failure, Name, _lease.Duration.TotalSeconds);
        }
        finally
        {
            if (_lease is not null)
            {
                await _session.Renewer.ReleaseAsync(_lease).ConfigureAwait(false);
                _lease.Dispose();
            }

            await _connectionStrings.DisposeAsync().ConfigureAwait(false);
            await _pods.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instance {Name} could not be destroyed. Its lease of {Seconds} s runs out; then any Create that needs the place removes it")]
        public static partial void NotDestroyed(ILogger logger, Exception failure, string name, double seconds);
    }
}
