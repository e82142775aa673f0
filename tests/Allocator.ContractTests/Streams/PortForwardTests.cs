using System.Net;
using System.Text;

namespace Allocator.Contract;

public sealed class PortForwardTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const int Port = 7000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ContractFact]
    public async Task Forwarded_connection_carries_bytes_both_ways()
    {
        await StartAsync("echo", "nc -ll -p 7000 -e cat");
        await using var connection = await OpenAsync("echo");

        Assert.Equal("first", await EchoAsync(connection, "first"));
        Assert.Equal("second", await EchoAsync(connection, "second"));
    }

    [ContractFact]
    public async Task Forwarded_connections_may_be_many_at_once()
    {
        await StartAsync("many", "nc -ll -p 7000 -e cat");
        var connections = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => OpenAsync("many")));

        var answers = await Task.WhenAll(connections.Select((connection, i) => EchoAsync(connection, $"connection {i}")));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"connection {i}"), answers);
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    [ContractFact]
    public async Task Forwarded_connection_has_all_bytes_before_its_end()
    {
        await StartAsync("bytes", "nc -ll -p 7000 -e head -c 5000000 /dev/zero");
        await using var connection = await OpenAsync("bytes");

        Assert.Equal(5_000_000, await CountToEndAsync(connection));
    }

    [ContractFact]
    public async Task Forwarded_connection_to_a_port_on_which_nothing_listens_is_refused()
    {
        await ns.CreateAsync(Build.Pod("refused", "sleep 600"));
        await ns.UntilReadyAsync("refused");
        await using var connection = await OpenAsync("refused");

        var failure = await Assert.ThrowsAsync<PortForwardException>(() => CountToEndAsync(connection));

        Assert.Contains("onnection refused", failure.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Forwarded_connection_ends_with_its_pod()
    {
        await StartAsync("ends", "nc -ll -p 7000 -e cat");
        await using var connection = await OpenAsync("ends");
        Assert.Equal("alive", await EchoAsync(connection, "alive"));

        await ns.DeleteAsync("pods", "ends");

        Assert.Equal(0, await EndAsync(connection));
        await ns.UntilGoneAsync("pods", "ends");
    }

    [ContractFact]
    public async Task Forwarded_connection_that_is_closed_leaves_the_others_alone()
    {
        await StartAsync("others", "nc -ll -p 7000 -e cat");
        await using var stays = await OpenAsync("others");
        var goes = await OpenAsync("others");
        Assert.Equal("going", await EchoAsync(goes, "going"));

        await goes.DisposeAsync();

        Assert.Equal("staying", await EchoAsync(stays, "staying"));
    }

    [ContractFact]
    public async Task Forward_to_an_absent_pod_is_not_found() =>
        Assert.Equal("pods \"absent\" not found", await Refusals.OfAsync(HttpStatusCode.NotFound, () => OpenAsync("absent")));

    [ContractFact]
    public async Task Forward_to_a_pod_that_has_no_node_is_a_bad_request()
    {
        await ns.CreateAsync(Build.Pod("nowhere", "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}"""));

        Assert.Equal(
            "pod nowhere does not have a host assigned", await Refusals.OfAsync(HttpStatusCode.BadRequest, () => OpenAsync("nowhere")));
    }

    private async Task StartAsync(string name, string server)
    {
        await ns.CreateAsync(Build.Pod(
            name, $"exec {server}", $$$"""{"readinessProbe": {"tcpSocket": {"port": {{{Port}}}}, "periodSeconds": 1, "timeoutSeconds": 30}}"""));
        await ns.UntilReadyAsync(name);
    }

    private Task<Stream> OpenAsync(string pod) => ns.Client.PortForwardAsync(ns.Name, pod, Port, Token);

    private static async Task<string> EchoAsync(Stream connection, string text)
    {
        await connection.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        var answer = new byte[Encoding.UTF8.GetByteCount(text)];
        await connection.ReadExactlyAsync(answer, Token);
        return Encoding.UTF8.GetString(answer);
    }

    private static async Task<int> CountToEndAsync(Stream connection)
    {
        var buffer = new byte[64 * 1024];
        var total = 0;
        while (await connection.ReadAsync(buffer, Token) is > 0 and var count)
            total += count;
        return total;
    }

    /// <summary>Reads to the end, which may be a broken connection.</summary>
    private static async Task<int> EndAsync(Stream connection)
    {
        try
        {
            return await CountToEndAsync(connection);
        }
        catch (PortForwardException)
        {
            return 0;
        }
    }
}
