using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Allocator.Embedded;

public sealed class ServiceProxyTests
{
    private static readonly IPAddress s_pod = IPAddress.Parse("127.77.1.1");

    [Fact]
    public async Task Connect_bytes_and_half_close_pass_both_ways()
    {
        using var pod = new TcpListener(s_pod, 0);
        pod.Start();
        await using var cluster = await WithServiceAsync("127.77.254.0/24", 18080, (IPEndPoint)pod.LocalEndpoint);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse("127.77.254.7"), 18080, TestContext.Current.CancellationToken);
        using var served = await pod.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var (atClient, atPod) = (client.GetStream(), served.GetStream());
        await atClient.WriteAsync("question"u8.ToArray(), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal("question", await ReadToEndAsync(atPod));
        await atPod.WriteAsync("answer"u8.ToArray(), TestContext.Current.CancellationToken);
        served.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal("answer", await ReadToEndAsync(atClient));
    }

    [Fact]
    public async Task Connect_nobody_is_ready_is_refused()
    {
        using var pod = new TcpListener(s_pod, 0);
        pod.Start();
        await using var cluster = await WithServiceAsync("127.77.253.0/24", 18081, (IPEndPoint)pod.LocalEndpoint);
        await cluster.PatchAsync(cluster.Get(ResourceTypes.Endpoints, "web"), obj => obj.Remove("subsets"));

        using var client = new TcpClient();
        var failure = await Assert.ThrowsAsync<SocketException>(
            async () => await client.ConnectAsync(IPAddress.Parse("127.77.253.7"), 18081, TestContext.Current.CancellationToken));

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact]
    public async Task Reconcile_port_is_taken_is_told_of_and_tried_again()
    {
        using var other = new TcpListener(IPAddress.Parse("127.77.252.7"), 18082);
        other.Start();
        using var pod = new TcpListener(s_pod, 0);
        pod.Start();
        await using var cluster = await WithServiceAsync("127.77.252.0/24", 18082, (IPEndPoint)pod.LocalEndpoint);
        Assert.StartsWith("FailedToListen: Cannot listen on 127.77.252.7:18082: ", cluster.Events("web").Single(), StringComparison.Ordinal);

        other.Stop();
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5));

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Parse("127.77.252.7"), 18082, TestContext.Current.CancellationToken);
        Assert.True(client.Connected);
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<TestCluster> WithServiceAsync(string range, int port, IPEndPoint pod)
    {
        var cluster = TestCluster.Start(range);
        var address = range.Replace("0/24", "7", StringComparison.Ordinal);
        cluster.Create(
            ResourceTypes.Services,
            $$$"""{"metadata": {"name": "web"}, "spec": {"clusterIP": "{{{address}}}", "ports": [{"port": {{{port}}} }]}}""");
        await cluster.CreateAsync(
            ResourceTypes.Endpoints,
            $$$"""{"metadata": {"name": "web"}, "subsets": [{"addresses": [{"ip": "{{{pod.Address}}}"}], "ports": [{"port": {{{pod.Port}}} }]}]}""");
        return cluster;
    }
}
