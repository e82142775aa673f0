namespace Allocator;

/// <summary>
/// The SPDY connections that carry the forwarded connections of one user. One that has become free is kept for a minute, and one is opened ahead
/// whenever none is free: so most connects need no TLS handshake.
/// </summary>
/// <remarks>Only for pods whose uid is known: the connection to a pod is of no use for a later one of the same name.</remarks>
internal sealed class ForwardConnections(ClusterClient client) : IAsyncDisposable
{
    private const int MaxFree = 128;
    private static readonly TimeSpan s_freeTime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<Free> _free = [];
    private readonly HashSet<ForwardStream> _streams = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    /// <summary>Ends when the connection that is being opened ahead is there, or could not be opened.</summary>
    public Task OpenedAhead { get; private set; } = Task.CompletedTask;

    /// <summary>Opens a forwarded connection: over a connection that is free, else over a new one.</summary>
    public async Task<Stream> OpenAsync(PortForwardTarget target, CancellationToken cancellationToken)
    {
        await CloseAsync(free => !free.IsOf(target) || !free.Connection.IsResting).ConfigureAwait(false);
        while (Take() is { } free)
        {
            try
            {
                OpenAhead(target);
                return await StartAsync(free, target, cancellationToken).ConfigureAwait(false);
            }
            catch (PortForwardException)
            {
                // It has broken while it was free. No byte has been sent yet, so another one will do.
            }
        }

        var connection = await client.ConnectForwardAsync(target, cancellationToken).ConfigureAwait(false);
        OpenAhead(target);
        return await StartAsync(connection, target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes what is free, and waits until the nodes have taken all that was sent on what was disposed before.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _disposed = true;
        await _stop.CancelAsync().ConfigureAwait(false);
        await OpenedAhead.ConfigureAwait(false);
        await CloseAsync(_ => true).ConfigureAwait(false);
        Task[] ending;
        lock (_gate)
            ending = [.. _streams.Where(stream => stream.IsDisposed).Select(stream => stream.Over)];
        await Task.WhenAll(ending).ConfigureAwait(false);
    }

    private async Task<Stream> StartAsync(ForwardConnection connection, PortForwardTarget target, CancellationToken cancellationToken)
    {
        var stream = new ForwardStream(connection, target.Port, (stream, isFree) => GiveBackAsync(stream, target, isFree));
        try
        {
            await client.StartForwardAsync(target, stream.StartAsync, cancellationToken).ConfigureAwait(false);
            lock (_gate)
                _streams.Add(stream);
            return stream;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ValueTask GiveBackAsync(ForwardStream stream, PortForwardTarget target, bool isFree)
    {
        lock (_gate)
            _streams.Remove(stream);
        return isFree ? KeepAsync(stream.Connection, target) : stream.Connection.DisposeAsync();
    }

    private ForwardConnection? Take()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
                return null;
            var free = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            free.Expiry.Dispose();
            return free.Connection;
        }
    }

    private ValueTask KeepAsync(ForwardConnection connection, PortForwardTarget target)
    {
        connection.Rest();
        lock (_gate)
        {
            if (_disposed || target.Uid is null || _free.Count == MaxFree)
                return connection.DisposeAsync();
            var expiry = client.TimeProvider.CreateTimer(
                _ => _ = CloseAsync(free => free.Connection == connection), null, s_freeTime, Timeout.InfiniteTimeSpan);
            _free.Add(new(connection, target, expiry));
            return ValueTask.CompletedTask;
        }
    }

    private async Task CloseAsync(Predicate<Free> isUseless)
    {
        List<Free> useless;
        lock (_gate)
        {
            useless = _free.FindAll(isUseless);
            _free.RemoveAll(useless.Contains);
        }

        foreach (var free in useless)
        {
            await free.Expiry.DisposeAsync().ConfigureAwait(false);
            await free.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void OpenAhead(PortForwardTarget target)
    {
        lock (_gate)
        {
            if (!_disposed && target.Uid is not null && _free.Count == 0 && OpenedAhead.IsCompleted)
                OpenedAhead = OpenAheadAsync(target);
        }
    }

    private async Task OpenAheadAsync(PortForwardTarget target)
    {
        try
        {
            await KeepAsync(await client.ConnectForwardAsync(target, _stop.Token).ConfigureAwait(false), target).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubernetesException or AllocatorException or OperationCanceledException or ObjectDisposedException)
        {
            // Who connects next tries by itself, and is told.
        }
    }

    private sealed record Free(ForwardConnection Connection, PortForwardTarget Target, ITimer Expiry)
    {
        public bool IsOf(PortForwardTarget target) => (Target with { Port = 0 }) == (target with { Port = 0 });
    }
}
