using System.Net.WebSockets;
using System.Security.Cryptography;

namespace Allocator;

public sealed class TunnelTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("echo")]
    [InlineData("7000")]
    public async Task Bytes_go_there_and_back(string port)
    {
        using var alice = fixture.Server.ClientOf("tunnel-alice");
        var name = await alice.CreateAsync("echo");
        using var socket = await ConnectAsync("tunnel-alice", name, port);
        var sent = RandomNumberGenerator.GetBytes(1_000_000);

        var sending = socket.SendAsync(sent, WebSocketMessageType.Binary, true, Token);
        var received = new byte[sent.Length];
        for (var count = 0; count < received.Length;)
            count += (await socket.ReceiveAsync(received.AsMemory(count), Token)).Count;
        await sending;

        Assert.Equal(sent, received);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task End_of_the_pod_is_a_normal_close()
    {
        using var alice = fixture.Server.ClientOf("tunnel-end");
        var name = await alice.CreateAsync("greeter");
        using var socket = await ConnectAsync("tunnel-end", name, "greet");

        var text = new MemoryStream();
        var buffer = new byte[100];
        ValueWebSocketReceiveResult result;
        while ((result = await socket.ReceiveAsync(buffer.AsMemory(), Token)).MessageType != WebSocketMessageType.Close)
            text.Write(buffer, 0, result.Count);

        Assert.Equal("good day\n", System.Text.Encoding.UTF8.GetString(text.ToArray()));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_told_by_the_close()
    {
        using var alice = fixture.Server.ClientOf("tunnel-refused");
        var name = await alice.CreateAsync("echo");
        using var socket = await ConnectAsync("tunnel-refused", name, "7999");

        var result = await socket.ReceiveAsync(new byte[10], Token);

        Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        Assert.Equal((WebSocketCloseStatus)4000, socket.CloseStatus);
        Assert.Contains("7999", socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "422 not-possible")]
    [InlineData("70000", "400 bad-request")]
    [InlineData("echo", "400 bad-request")]
    public async Task Request_that_opens_no_tunnel_says_why(string port, string problem)
    {
        using var alice = fixture.Server.ClientOf("tunnel-plain");
        var name = (await alice.PostAsync("/v1/services/echo/instances", null, ("Idempotency-Key", "plain"))).Json["name"]!.GetValue<string>();

        var answer = port == "echo"
            ? await alice.GetAsync($"/v1/instances/{name}/ports/{port}/tunnel")
            : await UpgradeAsync("tunnel-plain", name, port);

        Assert.Equal(problem, answer.Problem);
    }

    private async Task<ClientWebSocket> ConnectAsync(string user, string name, string port)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Allocator-User", user);
        await socket.ConnectAsync(new UriBuilder(fixture.Server.Address) { Scheme = "ws", Path = $"/v1/instances/{name}/ports/{port}/tunnel" }.Uri, Token);
        return socket;
    }

    private async Task<Answer> UpgradeAsync(string user, string name, string port)
    {
        using var client = fixture.Server.ClientOf(user);
        return await client.SendAsync(
            HttpMethod.Get,
            $"/v1/instances/{name}/ports/{port}/tunnel",
            null,
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))));
    }
}
