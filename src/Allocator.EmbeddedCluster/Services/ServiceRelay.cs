using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Allocator.Embedded;

/// <summary>Listens on one port of a Service and hands each connection to the next of its endpoints.</summary>
internal sealed class ServiceRelay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationToken _stopping;
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _connections = [];
    private volatile bool _isClosed;
    private IPEndPoint[] _backends = [];
    private uint _next;

    /// <summary>Begins to listen.</summary>
    /// <param name="address">Where.</param>
    /// <param name="stopping">Ends the connections.</param>
    /// <exception cref="SocketException">The address or the port cannot be used.</exception>
    public ServiceRelay(IPEndPoint address, CancellationToken stopping)
    {
        Address = address;
        _stopping = stopping;
        _listener = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(address);
            _listener.Listen();
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        _accepting = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    /// <summary>Whether it no longer listens and its last connection has ended.</summary>
    public bool IsDone
    {
        get
        {
            lock (_gate)
                return _accepting.IsCompleted && _connections.Count == 0;
        }
    }

    /// <summary>Sets where new connections go.</summary>
    public void SetBackends(IPEndPoint[] backends) => Volatile.Write(ref _backends, backends);

    /// <summary>Stops listening; connections that there are go on.</summary>
    public void Close()
    {
        _isClosed = true;
        _listener.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _accepting.ConfigureAwait(false);
        Task[] connections;
        lock (_gate)
            connections = [.. _connections];
        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (!_isClosed)
        {
            try
            {
                Begin(await _listener.AcceptAsync(_stopping).ConfigureAwait(false));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The listener was closed, or a client has gone before it was accepted.
            }
        }
    }

    private void Begin(Socket client)
    {
        var connection = RelayAsync(client);
        lock (_gate)
            _connections.Add(connection);
        _ = connection.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(Task connection)
    {
        lock (_gate)
            _connections.Remove(connection);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever breaks it, both of its sides are closed.")]
    private async Task RelayAsync(Socket client)
    {
        using var accepted = client;
        try
        {
            var backends = Volatile.Read(ref _backends);
            var chosen = backends[Interlocked.Increment(ref _next) % backends.Length];
            using var backend = new Socket(chosen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await backend.ConnectAsync(chosen, _stopping).ConfigureAwait(false);
            await Task.WhenAll(CopyAsync(client, backend), CopyAsync(backend, client)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            client.Close(0);
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stopping).ConfigureAwait(false) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stopping).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // The other direction must not wait for what cannot come.
            from.Close(0);
            to.Close(0);
            throw;
        }
    }
}
