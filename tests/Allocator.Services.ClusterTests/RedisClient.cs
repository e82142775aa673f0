using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Allocator;

/// <summary>As much of a Redis client as a test needs: commands and their answers of one string, by RESP 2.</summary>
internal sealed class RedisClient : IDisposable
{
    private readonly TcpClient _connection;
    private readonly NetworkStream _stream;

    private RedisClient(TcpClient connection) => (_connection, _stream) = (connection, connection.GetStream());

    /// <summary>Connects and signs in by a connection string such as StackExchange.Redis reads: <c>host:port,password=…</c>.</summary>
    /// <exception cref="IOException">The server refuses the password.</exception>
    public static async Task<RedisClient> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var parts = connectionString.Split(',');
        var address = parts[0].Split(':');
        var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture), cancellationToken);
            var client = new RedisClient(connection);
            await client.SendAsync(["AUTH", parts.Single(part => part.StartsWith("password=", StringComparison.Ordinal))["password=".Length..]], cancellationToken);
            return client;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The answer is an error.</exception>
    public async Task<string> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (var word in command)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);

        var answer = await ReadLineAsync(cancellationToken);
        switch (answer[0])
        {
            case '+':
                return answer[1..];
            case '$' when answer != "$-1":
                var text = new byte[int.Parse(answer[1..], CultureInfo.InvariantCulture) + 2];
                await _stream.ReadExactlyAsync(text, cancellationToken);
                return Encoding.UTF8.GetString(text[..^2]);
            default:
                throw new IOException(answer[1..]);
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (line.Length < 2 || line[^1] != '\n')
        {
            await _stream.ReadExactlyAsync(next, cancellationToken);
            line.Append((char)next[0]);
        }

        return line.ToString(0, line.Length - 2);
    }
}
