using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Allocator.Tool.Tests;

/// <summary>A client of the echo server.</summary>
internal static class Echo
{
    public static async Task<string> AskAsync(string endpoint, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(endpoint), TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        var answer = new byte[text.Length];
        await client.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer);
    }
}
