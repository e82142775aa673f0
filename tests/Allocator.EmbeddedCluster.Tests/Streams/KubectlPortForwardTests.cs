using System.Net.Sockets;
using System.Security.Cryptography;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>Port-forward by the real kubectl, old and new.</summary>
public sealed class KubectlPortForwardTests
{
    public static TheoryData<KubectlKind> Kinds => [.. Enum.GetValues<KubectlKind>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hundred_megabytes_go_both_ways_at_once(KubectlKind kind)
    {
        await using var port = new PodPort(PodPort.EchoAsync);
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var forward = await KubectlPortForward.StartAsync(Kubectl.Of(kind), server, Token);
        await using var stream = await forward.ConnectAsync(Token);

        await Traffic.EchoAsync(stream, 100_000_000, Token);

        Assert.Equal([kind == KubectlKind.NewOverWebSocket ? "websocket SPDY/3.1+portforward.k8s.io" : "SPDY/3.1"], server.Upgrades);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_bytes_of_the_pod_arrive_before_the_end(KubectlKind kind)
    {
        var data = RandomNumberGenerator.GetBytes(5_000_000);
        await using var port = new PodPort(async stream => await stream.WriteAsync(data));
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var forward = await KubectlPortForward.StartAsync(Kubectl.Of(kind), server, Token);

        for (var i = 0; i < 5; i++)
        {
            await using var stream = await forward.ConnectAsync(Token);
            var received = new MemoryStream();
            await stream.CopyToAsync(received, Token);
            Assert.Equal(data, received.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pod_answers_after_the_client_has_ended_its_side(KubectlKind kind)
    {
        await using var port = new PodPort(async stream =>
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all);
            await stream.WriteAsync(all.ToArray());
        });
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var forward = await KubectlPortForward.StartAsync(Kubectl.Of(kind), server, Token);
        await using var stream = await forward.ConnectAsync(Token);
        await stream.WriteAsync("question"u8.ToArray(), Token);
        stream.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal("question", await new StreamReader(stream).ReadToEndAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_connections_at_once_do_not_mix(KubectlKind kind)
    {
        await using var port = new PodPort(PodPort.EchoAsync);
        await using var server = await PodServer.WithPort(port.ConnectAsync).StartAsync();
        await using var forward = await KubectlPortForward.StartAsync(Kubectl.Of(kind), server, Token);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await using var stream = await forward.ConnectAsync(Token);
            await Traffic.EchoAsync(stream, 100_000, Token);
        }));

        Assert.Equal(50, port.Connections);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refused_port_is_told(KubectlKind kind)
    {
        await using var server = await PodServer.WithPort(PodPort.RefuseAsync).StartAsync();
        await using var forward = await KubectlPortForward.StartAsync(Kubectl.Of(kind), server, Token);
        await using var stream = await forward.ConnectAsync(Token);
        await stream.CopyToAsync(Stream.Null, Token);

        var error = await forward.ErrorAsync("An error occurred forwarding", Token);
        Assert.Contains("error forwarding port 80 to pod web, uid : ", error, StringComparison.Ordinal);
    }
}
