using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Allocator.Tests.Streams;

/// <summary>An API server with a node behind it, as far as streams go: a real Kestrel server, whose WebSockets a test's delegate serves.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeNode(WebApplication app)
    {
        _app = app;
        Client = new(ClusterConnection.Anonymous(new Uri(app.Urls.Single())), Options);
    }

    public ClusterClientOptions Options { get; } = new();

    public ClusterClient Client { get; }

    public static Task<FakeNode> StartAsync(Func<NodeChannels, Task> serve, params string[] protocols) => StartAsync(async context =>
    {
        var protocol = context.WebSockets.WebSocketRequestedProtocols.First(p => protocols.Length == 0 || protocols.Contains(p));
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        await serve(new(context, socket));
    });

    public static async Task<FakeNode> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(handle);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>One WebSocket as the node sees it.</summary>
internal sealed class NodeChannels(HttpContext context, WebSocket socket)
{
    private readonly byte[] _buffer = new byte[128 * 1024];

    public HttpRequest Request => context.Request;

    public WebSocket Socket => socket;

    /// <summary>The greeting of port-forward: the port on both channels.</summary>
    public async Task GreetAsync()
    {
        var port = BitConverter.GetBytes(ushort.Parse(Request.Query["ports"]!));
        await SendAsync(0, port);
        await SendAsync(1, port);
    }

    public Task SendAsync(byte channel, ReadOnlySpan<byte> data)
    {
        var message = new byte[1 + data.Length];
        message[0] = channel;
        data.CopyTo(message.AsSpan(1));
        return socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
    }

    public Task SendAsync(byte channel, string text) => SendAsync(channel, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The next message: its channel and its bytes, valid until the next call; null when the client has closed.</summary>
    /// <remarks>Like the real one it takes every frame for a whole message.</remarks>
    public async Task<(byte Channel, ReadOnlyMemory<byte> Data)?> ReceiveAsync()
    {
        var result = await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
        var length = result.Count;
        while (!result.EndOfMessage)
        {
            result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += result.Count;
        }

        return result.MessageType == WebSocketMessageType.Close ? null : (_buffer[0], _buffer.AsMemory(1, length - 1));
    }

    public Task CloseAsync(WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure) =>
        socket.CloseOutputAsync(status, null, CancellationToken.None);

    /// <summary>Ends the TCP connection without a close frame.</summary>
    public void Cut() => context.Abort();
}
