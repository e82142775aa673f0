using System.Diagnostics;
using System.Net.Sockets;

namespace Allocator.Bench.Forward;

/// <summary>
/// The clients, the same for both sides. Throughput is MiB per second from the connect until the last byte has arrived, at the pod or back here.
/// </summary>
internal static class Traffic
{
    private const int MiB = 1024 * 1024;
    private const int AtOnce = 100;
    private const int Connects = 30;
    private static readonly byte[] s_chunk = new byte[256 * 1024];

    public static async Task<double> UploadAsync(LocalPorts ports, int megabytes, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var client = await ConnectAsync(ports.Upload, cancellationToken);
        await SendAsync(client, (long)megabytes * MiB, cancellationToken);
        await TakeAsync(client, 1, cancellationToken);
        return megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static async Task<double> DownloadAsync(LocalPorts ports, int megabytes, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var client = await ConnectAsync(ports.Download, cancellationToken);
        await TakeAsync(client, (long)megabytes * MiB, cancellationToken);
        return megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static async Task<double> EchoAsync(LocalPorts ports, int megabytes, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await ExchangeAsync(ports.Echo, (long)megabytes * MiB, cancellationToken);
        return megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The same number of bytes, over 100 connections at once.</summary>
    public static async Task<double> ManyAsync(LocalPorts ports, int megabytes, CancellationToken cancellationToken)
    {
        var clients = new List<Socket>();
        try
        {
            // They open one after the other, which is not counted: the netcat in the pod lets only one more wait.
            for (var i = 0; i < AtOnce; i++)
            {
                clients.Add(await ConnectAsync(ports.Echo, cancellationToken));
                await ExchangeAsync(clients[i], 1, cancellationToken);
            }

            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(clients.Select(client => ExchangeAsync(client, (long)megabytes * MiB / AtOnce, cancellationToken)));
            return megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    /// <summary>The median of a few connections, one after the other: milliseconds from the connect until one byte is back.</summary>
    public static async Task<double> LatencyAsync(LocalPorts ports, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var i = 0; i < Connects; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ExchangeAsync(ports.Echo, 1, cancellationToken);
            samples.Add(Stopwatch.GetElapsedTime(start));
        }

        return samples.Median;
    }

    private static async Task ExchangeAsync(int port, long count, CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(port, cancellationToken);
        await ExchangeAsync(client, count, cancellationToken);
    }

    private static Task ExchangeAsync(Socket client, long count, CancellationToken cancellationToken) =>
        Task.WhenAll(SendAsync(client, count, cancellationToken), TakeAsync(client, count, cancellationToken));

    private static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task SendAsync(Socket client, long count, CancellationToken cancellationToken)
    {
        while (count > 0)
            count -= await client.SendAsync(s_chunk.AsMemory(0, (int)Math.Min(count, s_chunk.Length)), cancellationToken);
    }

    private static async Task TakeAsync(Socket client, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[256 * 1024];
        while (count > 0)
        {
            var taken = await client.ReceiveAsync(buffer, cancellationToken);
            if (taken == 0)
                throw new EndOfStreamException($"The connection has ended {count} bytes too early.");
            count -= taken;
        }
    }
}
