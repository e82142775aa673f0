using System.Net;
using System.Net.Sockets;
using Allocator.Testing;

namespace Allocator.Tests;

public sealed class ClusterClientConnectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_that_never_answered_is_given_up_after_the_connect_timeout_and_nothing_was_sent()
    {
        var clock = new ManualTimeProvider();
        var start = clock.GetTimestamp();
        var log = new RetryLog();
        var options = new ClusterClientOptions { TimeProvider = clock, ConnectTimeout = TimeSpan.FromSeconds(1) };
        await using var client = new ClusterClient(new ClusterConnection(new Uri("http://127.0.0.1:1")), options, log);

        var call = client.CreateAsync(ResourceKind.Pod, "ns", [], null, Cancellation);
        while (await Task.WhenAny(call, log.WaitsAsync(clock)) != call)
            clock.Advance(clock.NextDue!.Value - clock.GetUtcNow());
        var e = await Assert.ThrowsAsync<KubernetesException>(() => call);

        Assert.True(e.NotSent);
        Assert.False(e.OutcomeUnknown);
        Assert.Null(e.StatusCode);
        Assert.StartsWith("POST pods in namespace ns: ", e.Message, StringComparison.Ordinal);
        Assert.InRange(clock.GetElapsedTime(start), TimeSpan.FromMilliseconds(1), options.ConnectTimeout);
    }

    [Fact]
    public async Task Certificate_that_is_refused_is_not_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = 0;
        _ = Task.Run(
            async () =>
            {
                while (true)
                {
                    using var peer = await listener.AcceptSocketAsync(Cancellation);
                    Interlocked.Increment(ref accepted);
                    // Not TLS: the handshake fails for good.
                    await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancellation);
                }
            },
            Cancellation);
        await using var client = new ClusterClient(new ClusterConnection(new Uri($"https://{listener.LocalEndpoint}")));

        var e = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation));

        Assert.True(e.NotSent);
        Assert.Equal(1, accepted);
    }

    [Fact]
    public async Task Server_that_answered_before_is_waited_for_while_it_restarts()
    {
        var answer = Answers.Json("""{"kind":"Pod"}""");
        var server = await ScriptedServer.StartAsync(answer);
        var clock = new ManualTimeProvider();
        var log = new RetryLog();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock }, log);
        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);
        await server.DisposeAsync();

        var call = client.CreateAsync(ResourceKind.Pod, "ns", [], null, Cancellation);
        await log.WaitsAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(20));
        await log.WaitsAsync(clock);
        await using var restarted = await ScriptedServer.StartOnAsync(server.Address.Port, answer);
        clock.Advance(TimeSpan.FromSeconds(20));
        await call;

        Assert.Equal("POST", restarted.Request.Method);
    }
}
