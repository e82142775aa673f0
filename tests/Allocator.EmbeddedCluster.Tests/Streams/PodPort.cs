using System.Net;
using System.Net.Sockets;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>A port of the pod: a real listener, whose connections a delegate serves.</summary>
internal sealed class PodPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public PodPort(Func<NetworkStream, Task> serve)
        : this((stream, _) => serve(stream))
    {
    }

    private PodPort(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Connections { get; private set; }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A port that accepts and then takes and sends nothing.</summary>
    public static PodPort Stalling() => new((_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));

    /// <summary>Connects to this port, whichever is asked for.</summary>
    public async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task EchoAsync(NetworkStream stream) => await stream.CopyToAsync(stream);

    /// <summary>Refuses, as nobody listens.</summary>
    public static ValueTask<Stream> RefuseAsync(int port, CancellationToken cancellationToken) =>
        throw new SocketException((int)SocketError.ConnectionRefused);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Connections++;
                serving.Add(ServeAsync(socket, serve));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, Func<NetworkStream, CancellationToken, Task> serve)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await serve(stream, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side has gone, or the test has ended.
        }
    }
}
