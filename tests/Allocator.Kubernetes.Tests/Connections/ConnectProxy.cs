using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Allocator.Connections;

/// <summary>A real HTTP proxy on loopback that knows CONNECT only.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="credentials">The <c>user:password</c> that it wants; null for none.</param>
    /// <param name="status">The status line with which it answers.</param>
    public ConnectProxy(string? credentials = null, string status = "200 OK")
    {
        _listener.Start();
        _loop = AcceptAsync(credentials, status);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The targets that it was asked for and reached.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Targets { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(string? credentials, string status)
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            connections.Add(ServeAsync(client, credentials, status));
        }
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client, string? credentials, string status)
    {
        using var owned = client;
        await using var stream = client.GetStream();
        while (true)
        {
            var head = await ReadHeadAsync(stream);
            var wanted = credentials is null ? null : "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
            if (wanted is not null && !head.Contains(wanted, StringComparison.Ordinal))
            {
                await SendAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
                continue;
            }
            await SendAsync(stream, $"HTTP/1.1 {status}\r\n\r\n");
            if (!status.StartsWith('2'))
                return;
            var target = head.Split(' ')[1];
            Targets.Enqueue(target);
            await RelayAsync(stream, IPEndPoint.Parse(target));
            return;
        }
    }

    private async Task RelayAsync(NetworkStream stream, IPEndPoint target)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(target, _stop.Token);
        await using var other = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(other, _stop.Token), other.CopyToAsync(stream, _stop.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    private async Task SendAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);
}
