using System.Globalization;
using Allocator.Api;
using Microsoft.Extensions.Logging;

namespace Allocator.Client;

/// <summary>The handle of who reaches the cluster through a server.</summary>
internal sealed partial class ServerInstanceHandle : InstanceHandle
{
    private readonly ServerSession _session;
    private readonly RenewedInstance? _held;
    private readonly ServerPorts _ports;
    private readonly ServerLogs _logs;
    private readonly Lazy<Task> _closed;
    private volatile bool _destroysOnDispose;
    private readonly InstanceConnectionStrings _connectionStrings;

    private ServerInstanceHandle(
        ServerSession session, Instance instance, IReadOnlyDictionary<string, string> connectionStrings, RenewedInstance? held, bool destroysOnDispose)
    {
        (_session, Instance, _held, _destroysOnDispose) = (session, instance, held, destroysOnDispose);
        _ports = new ServerPorts(session, instance.Name);
        _logs = new ServerLogs(session, instance.Name);
        ConnectionStringTemplates = connectionStrings;
        _connectionStrings = new InstanceConnectionStrings(instance.Service, connectionStrings, _ports.ConnectAsync, GetSecretAsync);
        _closed = new Lazy<Task>(CloseAsync);
    }

    public override Instance Instance { get; }

    public override CancellationToken Lost => _held?.Lost ?? CancellationToken.None;

    public override IReadOnlyCollection<string> ConnectionStringNames => [.. ConnectionStringTemplates.Keys.Order(StringComparer.Ordinal)];

    internal override IReadOnlyDictionary<string, string> ConnectionStringTemplates { get; }

    public override void ThrowIfLost()
    {
        if (_held?.LostBecause is { } lost)
            throw InstanceLostException.Told(lost.Message, Name);
    }

    public override Task<InstanceEndpoint> ConnectAsync(int port, CancellationToken cancellationToken = default) =>
        _ports.ConnectAsync(new PortQuery(port), cancellationToken);

    public override Task<InstanceEndpoint> ConnectAsync(string? port = null, CancellationToken cancellationToken = default) =>
        _ports.ConnectAsync(new PortQuery(port), cancellationToken);

    public override Task<IReadOnlyList<InstanceEndpoint>> ConnectAllAsync(CancellationToken cancellationToken = default) => _ports.ConnectAllAsync(cancellationToken);

    public override Task<Stream> OpenConnectionAsync(int port, CancellationToken cancellationToken = default) =>
        _ports.OpenAsync(new PortQuery(port), cancellationToken);

    public override Task<Stream> OpenConnectionAsync(string? port = null, CancellationToken cancellationToken = default) =>
        _ports.OpenAsync(new PortQuery(port), cancellationToken);

    public override Task<IReadOnlyList<InstancePort>> GetPortsAsync(CancellationToken cancellationToken = default) => _ports.GetAllAsync(cancellationToken);

    public override Task<ExecResult> ExecAsync(IReadOnlyList<string> command, PodExecOptions? options = null, CancellationToken cancellationToken = default) =>
        ServerExec.RunAsync(_session, Name, command, options, cancellationToken);

    public override Task<string> ReadLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default) => _logs.ReadAsync(options, cancellationToken);

    public override IAsyncEnumerable<InstanceLogLine> FollowLogsAsync(PodLogOptions? options = null, CancellationToken cancellationToken = default) =>
        _logs.FollowAsync(options, cancellationToken);

    public override async Task<IReadOnlyList<InstanceEvent>> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        (await _session.GetAsync<Page<InstanceEvent>>(ApiPath.Of(Name, "events"), cancellationToken).ConfigureAwait(false)).Items;

    public override Task<string> DescribeAsync(TimeSpan? logsOfLast = null, CancellationToken cancellationToken = default)
    {
        var since = logsOfLast is { } last ? "?since=" + last.TotalSeconds.ToString(CultureInfo.InvariantCulture) : "";
        return _session.GetAsync<string>(ApiPath.Of(Name, "description") + since, cancellationToken);
    }

    public override Task<string> GetConnectionStringAsync(string name, CancellationToken cancellationToken = default) =>
        _connectionStrings.GetAsync(name, cancellationToken);

    public override async Task<IReadOnlyDictionary<string, string>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        (await _session.GetAsync<SecretResource>(ApiPath.Of(Name, "secret"), cancellationToken).ConfigureAwait(false)).Values;

    public override async Task DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (_held is null)
        {
            await ServerInstances.DestroyAsync(_session, Name, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        _held.IsEnding = true;
        try
        {
            await ServerInstances.DestroyAsync(_session, Name, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _held.IsEnding = false;
            throw;
        }

        await _session.Renewals.ReleaseAsync(_held).ConfigureAwait(false);
    }

    public override Task SuspendAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync("suspend", progress, cancellationToken);

    public override Task ResumeAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync("resume", progress, cancellationToken);

    public override Task ResetDiskAsync(IProgress<InstanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync("reset", progress, cancellationToken);

    public override Task<Instance> RenewAsync(CancellationToken cancellationToken = default) =>
        OrLostAsync(() => _session.PostAsync<Instance>(ApiPath.Of(Name, "renew"), null, cancellationToken));

    public override async Task ReleaseAsync()
    {
        _destroysOnDispose = false;
        if (_held is not null)
            await _session.Renewals.ReleaseAsync(_held).ConfigureAwait(false);
    }

    public override async Task<string> KeepAsync(TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        var request = new KeepInstanceRequest { Lifetime = KeptInstance.Checked(lifetime).TotalSeconds };
        if (_held is not null)
            await _session.Renewals.ReleaseAsync(_held).ConfigureAwait(false);
        try
        {
            var kept = await OrLostAsync(() => _session.PostAsync<KeptInstanceResource>(ApiPath.Of(Name, "keep"), request, cancellationToken)).ConfigureAwait(false);
            _destroysOnDispose = false;
            return kept.Message;
        }
        catch
        {
            if (_held is { LostBecause: null } && _destroysOnDispose)
                _session.Renewals.HoldAgain(_held);
            throw;
        }
    }

    public override ValueTask DisposeAsync() => new(_closed.Value);

    /// <summary>The handle of who created the instance, or took it over by its idempotency key.</summary>
    public static ServerInstanceHandle Holding(ServerSession session, ServerOutcome created)
    {
        var held = created.Instance.Lease is { } lease ? session.Renewals.Hold(created.Instance.Name, lease) : null;
        return new ServerInstanceHandle(session, created.Instance, created.ConnectionStrings, held, destroysOnDispose: true);
    }

    /// <summary>The handle of who only looks at the instance.</summary>
    public static async Task<ServerInstanceHandle> VisitingAsync(ServerSession session, Instance instance, CancellationToken cancellationToken)
    {
        var declared = await session.GetAsync<Page<ConnectionStringResource>>(ApiPath.Of(instance.Name, "connection-strings"), cancellationToken).ConfigureAwait(false);
        var templates = declared.Items.ToDictionary(one => one.Name, one => one.Template);
        return new ServerInstanceHandle(session, instance, templates, null, destroysOnDispose: false);
    }

    private Task<ServerOutcome> RunAsync(string what, IProgress<InstanceProgress>? progress, CancellationToken cancellationToken) =>
        OrLostAsync(() => _session.RunAsync(ApiPath.Of(Name, what), null, null, progress, cancellationToken));

    private async Task<T> OrLostAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (InstanceNotFoundException)
        {
            throw new InstanceLostException(Name, "it is gone");
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            if (_destroysOnDispose)
                await DestroyAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (_held is not null && failure is AllocatorException or ObjectDisposedException)
        {
            // Often on the way of another exception, which this one must not hide; the lease sees to it that the instance goes.
            Log.NotDestroyed(_session.Logger, failure, Name);
        }
        finally
        {
            if (_held is not null)
                await _session.Renewals.ReleaseAsync(_held).ConfigureAwait(false);
            await _connectionStrings.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Instance {Name} could not be destroyed. Its lease runs out; then the server removes it")]
        public static partial void NotDestroyed(ILogger logger, Exception failure, string name);
    }
}
