using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Allocator;

/// <summary>A local TCP endpoint whose connections go to a pod, each over a stream of its own; any number at once.</summary>
/// <remarks>
/// When the pod closes a connection, the local side gets all its bytes and then the end; when the way to the pod cannot be opened or breaks,
/// the local side gets a reset. When the local side ends its sending, it still gets the pod's bytes until the pod closes or has been silent for
/// <see cref="PortForwardListenerOptions.Linger"/>: Kubernetes has no half-close, so the pod does not see that end before.
/// </remarks>
public sealed partial class PortForwardListener : IAsyncDisposable
{
    private static readonly TimeSpan s_acceptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(5);

    private readonly Func<CancellationToken, Task<Stream>> _open;
    private readonly ForwardConnections? _forwardConnections;
    private readonly PortForwardListenerOptions _options;
    private readonly ILogger _logger;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _accepting;
    private volatile Exception? _lastError;
    private int _disposed;

    private PortForwardListener(
        Func<CancellationToken, Task<Stream>> open, ForwardConnections? forwardConnections, PortForwardListenerOptions? options, ILogger? logger)
    {
        _open = open;
        _forwardConnections = forwardConnections;
        _options = options ?? new();
        _logger = logger ?? NullLogger.Instance;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Linger, TimeSpan.Zero, nameof(options));
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, _options.Port));
            _listener.Listen();
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Why a connection failed last; null while none did.</summary>
    public Exception? LastError => _lastError;

    /// <summary>Starts to listen on 127.0.0.1.</summary>
    /// <param name="open">Opens a connection to the pod, for example by <see cref="ClusterClient.PortForwardAsync"/>; called once for each
    /// local connection.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="logger">Where failed connections are logged.</param>
    /// <exception cref="SocketException">The local port is taken.</exception>
    public static PortForwardListener Start(
        Func<CancellationToken, Task<Stream>> open, PortForwardListenerOptions? options = null, ILogger<PortForwardListener>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new(open, null, options, logger);
    }

    /// <summary>
    /// Starts to listen on 127.0.0.1 for connections to a pod of a cluster. Connections to the API server that have become free are kept for a
    /// minute, and one is opened ahead whenever none is free, so that most connects take no TLS handshake. They are closed with the listener.
    /// </summary>
    /// <param name="client">Opens the connections.</param>
    /// <param name="target">Tells the pod to connect to; called once for each local connection.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="logger">Where failed connections are logged.</param>
    /// <exception cref="SocketException">The local port is taken.</exception>
    public static PortForwardListener Start(
        ClusterClient client,
        Func<CancellationToken, Task<PortForwardTarget>> target,
        PortForwardListenerOptions? options = null,
        ILogger<PortForwardListener>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(target);
        var connections = new ForwardConnections(client);
        return new(
            async token => await client.ForwardAsync(await target(token).ConfigureAwait(false), connections, token).ConfigureAwait(false),
            connections,
            options,
            logger);
    }

    /// <summary>
    /// Stops listening, resets the connections that are still open, and returns when all of them are done, after 5 seconds at most.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_connections.Keys).WaitAsync(s_stopTimeout, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStillOpen(LocalEndPoint, _connections.Count);
        }

        if (_forwardConnections is not null)
            await _forwardConnections.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Track(ServeAsync(await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false)));
            }
            catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // Out of file descriptors, most likely: connections that end give some back.
                Failed(e);
                await Task.Delay(s_acceptPause, _options.TimeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Track(Task connection)
    {
        _connections[connection] = true;
        _ = connection.ContinueWith(
            done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket local)
    {
        try
        {
            local.NoDelay = true;
            var pod = await _open(_stop.Token).ConfigureAwait(false);
            await new PortForwardRelay(local, pod, _options.Linger, _options.TimeProvider, Failed).RunAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!_stop.IsCancellationRequested)
                Failed(e);
            PortForwardRelay.Reset(local);
        }
        finally
        {
            local.Dispose();
        }
    }

    private void Failed(Exception failure)
    {
        _lastError = failure;
        LogFailed(LocalEndPoint, failure);
        _options.ConnectionFailed?.Invoke(failure);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection through {EndPoint} failed")]
    private partial void LogFailed(IPEndPoint endPoint, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} connections through {EndPoint} have not ended in time")]
    private partial void LogStillOpen(IPEndPoint endPoint, int count);
}
