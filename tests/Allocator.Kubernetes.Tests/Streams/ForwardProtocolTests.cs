using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

/// <summary>Which protocol ports are forwarded over, and what is no question of the protocol.</summary>
public sealed class ForwardProtocolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(501)]
    [InlineData(502)]
    public async Task Server_that_refuses_Spdy_is_asked_for_a_WebSocket_and_only_once_for_Spdy(int status)
    {
        var requests = new List<string>();
        await using var node = await FakeNode.StartAsync(async (HttpContext context) =>
        {
            requests.Add($"{context.Request.Method} {context.Request.Headers.Upgrade}");
            if (context.WebSockets.IsWebSocketRequest)
                await PortForwardStreamTests.EchoAsync(new WebSocketChannels(context, await context.WebSockets.AcceptWebSocketAsync(ChannelSocket.V4)));
            else
                context.Response.StatusCode = status;
        });

        for (var i = 0; i < 2; i++)
        {
            await using var stream = await node.Client.PortForwardAsync("ns", "pod", 80, Token);
            await stream.WriteAsync("x"u8.ToArray(), Token);
            Assert.Equal('x', stream.ReadByte());
        }

        Assert.Equal(["POST SPDY/3.1", "GET websocket", "GET websocket"], requests);
    }

    [Fact]
    public async Task Refusal_of_both_throws_that_of_the_WebSocket_and_the_next_asks_for_Spdy_again()
    {
        var requests = new List<string>();
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            requests.Add($"{context.Request.Method} {context.Request.Headers.Upgrade}");
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("pod does not have a host assigned");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));

        Assert.Equal("GET pods/pod/portforward in namespace ns: 400 BadRequest: pod does not have a host assigned", error.Message);
        Assert.Equal(["POST SPDY/3.1", "GET websocket", "POST SPDY/3.1", "GET websocket"], requests);
    }

    [Fact]
    public async Task Server_that_has_granted_Spdy_is_not_asked_for_a_WebSocket()
    {
        var requests = 0;
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            if (++requests == 1)
                return new SpdyServer(context, PortForwardStreamTests.EchoAsync).RunAsync();
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        await using var stream = await node.Client.PortForwardAsync("ns", "pod", 80, Token);

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));

        Assert.StartsWith("POST pods/pod/portforward", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task Open_that_is_refused_throws_the_servers_status()
    {
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("""{"kind":"Status","message":"pods \"pod\" not found","reason":"NotFound","code":404}""");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.True(error.IsNotFound);
        Assert.Equal("NotFound", error.Reason);
        Assert.EndsWith("pods \"pod\" not found", error.Message);
    }

    [Fact]
    public async Task Open_to_a_pod_that_has_ended_throws_the_nodes_words_at_once()
    {
        var requests = 0;
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            requests++;
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("pod not found (\"pod_ns\")");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.PortForwardAsync("ns", "pod", 80, Token));
        Assert.Equal("POST pods/pod/portforward in namespace ns: 500 InternalServerError: pod not found (\"pod_ns\")", error.Message);
        Assert.Equal(1, requests);
    }
}
