using System.Net;

namespace Allocator.Connections;

public sealed class ClusterProxyTests
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(null, "")]
    [InlineData("alice:p@ss", "alice:p%40ss@")]
    public async Task Request_goes_through_the_proxy_and_tls_through_both(string? credentials, string userInfo)
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["kubernetes"]));
        await using var proxy = new ConnectProxy(credentials);
        var connection = Connect(server, $"http://{userInfo}127.0.0.1:{proxy.Port}");

        Assert.Equal(HttpStatusCode.OK, await RequestAsync(connection));

        Assert.Equal(server.Address.Authority, proxy.Targets.Single());
        Assert.Equal("Bearer secret", server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task Request_through_a_proxy_that_refuses_names_the_proxy_without_its_password()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["kubernetes"]));
        await using var proxy = new ConnectProxy(status: "403 Forbidden");
        var connection = Connect(server, $"http://alice:secret@127.0.0.1:{proxy.Port}");

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => RequestAsync(connection));

        var text = ConnectionErrors.Describe(error, connection);
        Assert.Contains($"through the proxy http://127.0.0.1:{proxy.Port} (clusters[dev].cluster.proxy-url of kubeconfig)", text, StringComparison.Ordinal);
        Assert.Contains("the proxy did not connect to it", text, StringComparison.Ordinal);
        Assert.Contains("403", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private ClusterConnection Connect(TestApiServer server, string proxy) => ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
        $"server: '{server.Address}', proxy-url: '{proxy}', tls-server-name: kubernetes, certificate-authority-data: {KubeconfigText.Base64(_authority.Pem)}",
        "token: secret"));

    private static async Task<HttpStatusCode> RequestAsync(ClusterConnection connection)
    {
        using var client = new HttpClient(connection.CreateHandler());
        using var response = await client.GetAsync(connection.Server, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
