using System.Collections.Concurrent;
using System.Net;
using Allocator.Tests;
using Allocator.Tests.Streams;
using Microsoft.AspNetCore.Http;

namespace Allocator.Connections;

/// <summary>Connections over handlers of the application: here one that signs requests and sends them through an <see cref="HttpClient"/> of its own.</summary>
public sealed class SuppliedHandlersTests : IDisposable
{
    private readonly HttpClient _applications = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentQueue<ApplicationHandler> _made = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_goes_through_the_handler_as_it_signs_it()
    {
        var authorization = "";
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            authorization = context.Request.Headers.Authorization.ToString();
            return context.Response.WriteAsJsonAsync(new { kind = "Pod", apiVersion = "v1", metadata = new { name = "a" } });
        });
        await using var client = new ClusterClient(Connect(server.Address));

        var pod = await client.GetAsync(ResourceKind.Pod, "ns", "a", Token);

        Assert.Equal("a", pod["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("Bearer of-the-application", authorization);
    }

    [Fact]
    public async Task Client_disposes_of_the_handlers_that_were_made_for_it()
    {
        var connection = Connect(new Uri("http://127.0.0.1:1"));

        await new ClusterClient(connection).DisposeAsync();

        Assert.Equal(3, _made.Count);
        Assert.All(_made, handler => Assert.True(handler.IsDisposed));
    }

    [Fact]
    public async Task Refusal_names_the_applications_handlers()
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        await using var client = new ClusterClient(Connect(server.Address));

        var refused = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync(ResourceKind.Pod, "ns", "a", Token));

        Assert.Single(server.Requests);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var told = ClusterUnavailableException.Explain(refused, client.Connection)!.Message;
        Assert.Contains("(the application's client) does not accept the credentials (401) that the application's HTTP handlers send", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_runs_over_the_handler()
    {
        await using var node = await FakeNode.StartAsync(async pod =>
        {
            await pod.SendAsync(1, pod.Request.Headers.Authorization.ToString());
            await pod.SendAsync(3, """{"metadata":{},"status":"Success"}""");
            await pod.CloseAsync();
        });
        await using var client = new ClusterClient(Connect(node.Client.Connection.Server));

        var result = await client.ExecAsync("ns", "pod", ["id"], cancellationToken: Token);

        Assert.Equal((0, "Bearer of-the-application"), (result.ExitCode, result.StandardOutput));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ports_are_forwarded_over_the_handler(bool spdy)
    {
        await using var node = await FakeNode.StartAsync(spdy ? NodeProtocol.Spdy : NodeProtocol.WebSocket, PortForwardStreamTests.EchoAsync);
        await using var client = new ClusterClient(Connect(node.Client.Connection.Server));

        await using var stream = await client.PortForwardAsync("ns", "pod", 80, Token);
        await stream.WriteAsync("ping"u8.ToArray(), Token);
        var answer = new byte[4];
        await stream.ReadExactlyAsync(answer, Token);

        Assert.Equal("ping"u8.ToArray(), answer);
    }

    [Fact]
    public void Other_default_namespace_keeps_the_handlers()
    {
        var connection = Connect(new Uri("http://127.0.0.1:1")).WithNamespace("mine");

        using var handler = connection.CreateHandler();

        Assert.IsType<ApplicationHandler>(handler);
        Assert.Equal(("mine", "the application's client"), (connection.Namespace, connection.Source));
    }

    public void Dispose() => _applications.Dispose();

    private ClusterConnection Connect(Uri server) => ClusterConnection.FromHandlers(
        server,
        () =>
        {
            var handler = new ApplicationHandler(_applications);
            _made.Enqueue(handler);
            return handler;
        },
        source: "the application's client");

    private sealed class ApplicationHandler(HttpClient client) : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", "of-the-application");
            return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
