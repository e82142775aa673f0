using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>The handle of who reaches the cluster itself.</summary>
internal sealed partial class ClusterInstanceHandle : InstanceHandle
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

    private ClusterInstanceHandle(AllocatorSession session, ServiceOptions options, InstanceRecord record, HeldLease? lease, bool destroysOnDispose)
    {
        _session = session;
        _options = options;
        _record = record;
        _lease = lease;
        _destroysOnDispose = destroysOnDispose;
        _pods = new InstancePods(session, record);
        _ports = new InstancePorts(session, record, _pods);
        _connectionStrings = new InstanceConnectionStrings(
            record.Instance.Service, record.ConnectionStrings, _ports.ConnectAsync, token => InstanceSecret.ReadAsync(session, record, token));
        _closed = new Lazy<Task>(CloseAsync);
    }

    public override Instance Instance => _record.Instance;

    public override CancellationToken Lost => _lease?.Lost ?? CancellationToken.None;

    public override void ThrowIfLost()
    {
        if (Lost.IsCancellationRequested)
            throw new InstanceLostException(Name, _lease!.LostBecause ?? "it is gone");
    }

    public override Task<InstanceEndpoint> ConnectAsync(int port, CancellationToken cancellationToken = default) =>
        ConnectAsync(new PortQuery(port), cancellationToken);

    public override Task<InstanceEndpoint> ConnectAsync(string? port = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(new PortQuery(port), cancellationToken);

    public override Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => _ports.ConnectAllAsync(cancellationToken), cancellationToken);

    public override Task<ExecResult> ExecAsync(IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default) =>
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

    public override Task<Stream> OpenConnectionAsync(int port, CancellationToken cancellationToken = default) =>
        OpenConnectionAsync(new PortQuery(port), cancellationToken);

    public override Task<Stream> OpenConnectionAsync(string? port = null, CancellationToken cancellationToken = default) =>
        OpenConnectionAsync(new PortQuery(port), cancellationToken);

    public override Task<IReadOnlyList<InstancePort>> GetPortsAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => _ports.GetAllAsync(cancellationToken), cancellationToken);

    public override Task<string> ReadLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => InstanceLogs.ReadAsync(_session, _pods, options, cancellationToken), cancellationToken);

    public override IAsyncEnumerable<InstanceLogLine> FollowLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default) =>
        new LogFollower(_session, _record, _pods, options ?? new PodLogOptions()).FollowAsync(cancellationToken);

    public override Task<IReadOnlyList<InstanceEvent>> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => InstanceEvents.ReadAsync(_session, _record, _pods, cancellationToken), cancellationToken);

    public override Task<string> DescribeAsync(TimeSpan? logsOfLast = null, CancellationToken cancellationToken = default) =>
        InstanceReport.CollectAsync(_session, _record, _pods, logsOfLast, cancellationToken);

    public override IReadOnlyCollection<string> ConnectionStringNames => [.. _record.ConnectionStrings.Keys];

    internal override IReadOnlyDictionary<string, string> ConnectionStringTemplates => _record.ConnectionStrings;

    public override Task<string> GetConnectionStringAsync(string name, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => _connectionStrings.GetAsync(name, cancellationToken), cancellationToken);

    public override Task<IReadOnlyDictionary<string, string>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => InstanceSecret.ReadAsync(_session, _record, cancellationToken), cancellationToken);

    public override Task DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(
            _session, () => InstanceDestroyer.DestroyAsync(_session, _record, _lease, options, cancellationToken), cancellationToken);

    public override Task SuspendAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.Suspend, progress, cancellationToken);

    public override Task ResumeAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.Resume, progress, cancellationToken);

    public override Task ResetDiskAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        InstanceOperation.RunAsync(_session, _options, _record, OperationGoal.ResetDisk, progress, cancellationToken);

    public override Task<Instance> RenewAsync(CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(_session, () => SingleRenewal.RunAsync(_session, _record, cancellationToken), cancellationToken);

    public override async Task ReleaseAsync()
    {
        _destroysOnDispose = false;
        if (_lease is not null)
            await _session.Renewer.ReleaseAsync(_lease).ConfigureAwait(false);
    }

    public override Task<string> KeepAsync(TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        ClusterErrors.ExplainAsync(
            _session,
            async () =>
            {
                var kept = await KeptInstance.KeepAsync(_session, _record, KeptInstance.Checked(lifetime), _lease, cancellationToken).ConfigureAwait(false);
                _destroysOnDispose = false;
                return KeptInstance.Describe(_session.Namespace, Name, kept);
            },
            cancellationToken);

    public override ValueTask DisposeAsync() => new(_closed.Value);

    /// <summary>The handle of who created the instance, or took it over by its idempotency key.</summary>
    public static ClusterInstanceHandle Holding(AllocatorSession session, ServiceOptions options, InstanceRecord record, long grantedAt)
    {
        var lease = record.Lease is { } duration ? session.Renewer.Hold(record.Name, record.Uid, record.ResourceVersion, duration, grantedAt, record.Instance.EndsAt) : null;
        return new ClusterInstanceHandle(session, options, record, lease, destroysOnDispose: true);
    }

    /// <summary>The handle of who only looks at the instance.</summary>
    public static ClusterInstanceHandle Visiting(AllocatorSession session, ServiceOptions options, InstanceRecord record) => new(session, options, record, null, destroysOnDispose: false);

    private Task<Stream> OpenConnectionAsync(PortQuery query, CancellationToken cancellationToken) =>
        ClusterErrors.ExplainAsync(_session, () => _ports.OpenAsync(query, cancellationToken), cancellationToken);

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
