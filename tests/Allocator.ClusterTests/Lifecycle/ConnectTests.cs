using System.Net.Sockets;
using System.Security.Cryptography;

namespace Allocator;

/// <summary>What an endpoint promises for its connections; that they follow a replaced pod is among the <see cref="DiskTests"/>.</summary>
public sealed class ConnectTests(ClusterFixture cluster)
{
    private const int BlockSize = 64 * 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task A_hundred_connections_at_once_each_get_their_own_bytes()
    {
        await using var allocator = cluster.Allocate("connect-many", EchoTemplates.Pod);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var endpoint = await handle.ConnectAsync("echo", Token);

        var clients = new List<NetworkStream>();
        try
        {
            // They open one after the other, as the netcat in the pod lets only one more wait.
            for (var i = 0; i < 100; i++)
            {
                clients.Add(await ConnectAsync(endpoint));
                await ExchangeAsync(clients[i], (ulong)i, 1);
            }

            var exchanges = await Task.WhenAll(clients.Select((client, i) => ExchangeAsync(client, 100 + (ulong)i, 2)));
            Assert.All(exchanges, exchange => Assert.Equal(exchange.Sent, exchange.Received));
            Assert.Distinct(exchanges.Select(exchange => exchange.Received));
        }
        catch (IOException)
        {
            // Says why, where the endpoint knows.
            Assert.Null(endpoint.LastError);
            throw;
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }

        Assert.Null(endpoint.LastError);
    }

    [ClusterFact]
    public async Task A_hundred_megabytes_go_up_and_down_unharmed()
    {
        await using var allocator = cluster.Allocate("connect-bulk", EchoTemplates.Pod);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);
        await using var endpoint = await handle.ConnectAsync("echo", Token);
        using var client = await ConnectAsync(endpoint);

        var (sent, received) = await ExchangeAsync(client, 1, 100_000_000 / BlockSize + 1);

        Assert.Equal(sent, received);
        Assert.Null(endpoint.LastError);
    }

    private static async Task<NetworkStream> ConnectAsync(InstanceEndpoint endpoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint.Host, endpoint.Port, Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends blocks of random bytes while it takes as many back, and tells the hashes of both.</summary>
    private static async Task<(string Sent, string Received)> ExchangeAsync(NetworkStream client, ulong seed, int blocks)
    {
        var sending = SendAsync(client, seed, blocks);
        var received = await TakeAsync(client, blocks);
        return (await sending, received);
    }

    private static async Task<string> SendAsync(NetworkStream client, ulong seed, int blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new RandomBytes(seed);
        var block = new byte[BlockSize];
        for (var i = 0; i < blocks; i++)
        {
            bytes.Fill(block);
            hash.AppendData(block);
            await client.WriteAsync(block, Token);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<string> TakeAsync(NetworkStream client, int blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        for (var i = 0; i < blocks; i++)
        {
            await client.ReadExactlyAsync(block, Token);
            hash.AppendData(block);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
