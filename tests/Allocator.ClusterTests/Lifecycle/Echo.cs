using System.Net.Sockets;
using System.Text;

namespace Allocator;

/// <summary>A client of the echo server.</summary>
internal static class Echo
{
    public static Task<string> ExchangeAsync(InstanceEndpoint endpoint, string text) => ExchangeAsync(endpoint.Host, endpoint.Port, text);

    /// <summary>Sends a text over a connection of its own, and returns what comes back.</summary>
    public static async Task<string> ExchangeAsync(string host, int port, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, TestContext.Current.CancellationToken);
        return await ExchangeAsync(client.GetStream(), text);
    }

    /// <summary>Sends a text over a connection, and returns what comes back.</summary>
    public static async Task<string> ExchangeAsync(Stream stream, string text)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var bytes = Encoding.UTF8.GetBytes(text);
        await stream.WriteAsync(bytes, cancellationToken);
        var received = new byte[bytes.Length];
        await stream.ReadExactlyAsync(received, cancellationToken);
        return Encoding.UTF8.GetString(received);
    }
}
