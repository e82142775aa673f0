using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>Serves the pods of a cluster over HTTP: <c>/{pod}/log</c>, <c>/{pod}/exec</c>, <c>/{pod}/portforward</c>.</summary>
internal sealed class PodServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PodServer(WebApplication app) => _app = app;

    private Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<PodServer> StartAsync(NodeHarness cluster)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            var parts = context.Request.Path.Value!.Split('/');
            var pod = cluster.FindPod(parts[1])!;
            try
            {
                await (parts[2] switch
                {
                    "log" => cluster.Node.PodEndpoints.ServeLogAsync(context, pod),
                    "exec" => cluster.Node.PodEndpoints.ServeExecAsync(context, pod),
                    _ => cluster.Node.PodEndpoints.ServePortForwardAsync(context, pod),
                });
            }
            catch (ApiException e)
            {
                context.Response.StatusCode = e.Code;
                await context.Response.WriteAsync(e.Message);
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public async Task<(int Code, string Text)> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for a stream that is refused.</summary>
    public async Task<(int Code, string Text)> UpgradeAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v4.channel.k8s.io");
        await socket.ConnectAsync(new(new UriBuilder(Address) { Scheme = "ws" }.Uri, path), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Sends text on the first channel.</summary>
    public static ValueTask SendAsync(ClientWebSocket socket, string text) => socket.SendAsync(
        new ReadOnlyMemory<byte>([0, .. Encoding.UTF8.GetBytes(text)]), WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>What came on each channel.</returns>
    public static async Task<string[]> ReadAsync(ClientWebSocket socket)
    {
        var channels = Enumerable.Range(0, 5).Select(_ => new StringBuilder()).ToArray();
        var buffer = new byte[65536];
        while (true)
        {
            var count = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(count), TestContext.Current.CancellationToken);
                count += received.Count;
            }
            while (!received.EndOfMessage);
            if (received.MessageType == WebSocketMessageType.Close)
                return [.. channels.Select(channel => channel.ToString())];
            channels[buffer[0]].Append(Encoding.UTF8.GetString(buffer.AsSpan(1, count - 1)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
