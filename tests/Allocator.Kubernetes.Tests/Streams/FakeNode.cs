using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Allocator.Tests.Streams;

/// <summary>An API server with a node behind it, as far as streams go: a real Kestrel server, whose streams a test's delegate serves.</summary>
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

    /// <summary>Serves WebSockets; a request for SPDY is refused, as servers do that do not know it.</summary>
    public static Task<FakeNode> StartAsync(Func<WebSocketChannels, Task> serve, params string[] protocols) => StartAsync(async context =>
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var protocol = context.WebSockets.WebSocketRequestedProtocols.First(p => protocols.Length == 0 || protocols.Contains(p));
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        await serve(new(context, socket));
    });

    /// <summary>Serves port-forward over one of its two protocols.</summary>
    public static Task<FakeNode> StartAsync(NodeProtocol protocol, Func<NodeChannels, Task> serve) =>
        protocol == NodeProtocol.Spdy ? StartAsync(context => new SpdyServer(context, serve).RunAsync()) : StartAsync((WebSocketChannels pod) => serve(pod));

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
