using System.Net;
using System.Text.Json.Nodes;

namespace Allocator.Connections;

public sealed class ClusterHandlerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestAuthority _authority = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("token: one", "Bearer one")]
    [InlineData("username: alice, password: pw", "Basic YWxpY2U6cHc=")]
    [InlineData("", null)]
    public async Task Send_adds_the_authorization(string user, string? expected)
    {
        await using var server = await StartAsync();
        var connection = Connect(server, user);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(connection));

        Assert.Equal(expected, server.Requests.Single().Authorization);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_presents_the_client_certificate(bool rsa)
    {
        await using var server = await StartAsync();
        var (certificate, key) = _authority.IssueClient("alice", rsa);
        var connection = Connect(server, $"client-certificate-data: {KubeconfigText.Base64(certificate)}, client-key-data: {KubeconfigText.Base64(key)}");

        await SendAsync(connection);

        Assert.Equal("CN=alice", server.Requests.Single().ClientSubject);
    }

    [Fact]
    public async Task Send_impersonates()
    {
        await using var server = await StartAsync();
        var connection = Connect(server, "token: one, as: böb, as-uid: '7', as-groups: [dev], as-user-extra: {example.com/scope: [read]}");

        await SendAsync(connection);

        var headers = server.Requests.Single().Headers;
        Assert.Equal("böb", headers["Impersonate-User"]);
        Assert.Equal("7", headers["Impersonate-Uid"]);
        Assert.Equal("dev", headers["Impersonate-Group"]);
        Assert.Equal("read", headers["Impersonate-Extra-example.com%2Fscope"]);
    }

    [Fact]
    public async Task Send_refused_token_file_is_read_again_and_the_request_repeated()
    {
        await using var server = await StartAsync();
        server.Answer = r => r.Authorization == "Bearer new" ? 200 : 401;
        var token = _directory.Write("token", "old");
        var connection = Connect(server, $"as: bob, tokenFile: '{token}'");
        await SendAsync(connection);
        _directory.Write("token", "new");

        Assert.Equal(HttpStatusCode.OK, await SendAsync(connection, new StringContent("body")));

        Assert.Equal(["Bearer old", "Bearer old", "Bearer new"], server.Requests.Select(r => r.Authorization));
        Assert.Equal("body", server.Requests[^1].Body);
        Assert.Equal("bob", server.Requests[^1].Headers["Impersonate-User"]);
    }

    [Theory]
    [InlineData("token: one")]
    [InlineData("tokenFile: TOKEN")]
    public async Task Send_refused_credential_that_does_not_change_is_not_repeated(string user)
    {
        await using var server = await StartAsync();
        server.Answer = _ => 401;
        var connection = Connect(server, user.Replace("TOKEN", _directory.Write("token", "one"), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(connection));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_refused_request_whose_content_is_a_stream_is_not_repeated()
    {
        await using var server = await StartAsync();
        server.Answer = _ => 401;
        var connection = new PluginScript(_directory).Connect(PluginScript.Give("\"token\": \"$n\""), cluster: Cluster(server));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(connection, new StreamContent(new MemoryStream([1]))));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_refused_plugin_credential_is_renewed_once()
    {
        await using var server = await StartAsync();
        server.Answer = _ => 401;
        var connection = new PluginScript(_directory).Connect(PluginScript.Give("\"token\": \"$n\""), cluster: Cluster(server));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(connection));

        Assert.Equal(["Bearer 1", "Bearer 2"], server.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task Send_rotated_client_certificate_gets_a_new_connection()
    {
        await using var server = await StartAsync();
        server.Answer = r => r.ClientSubject == "CN=second" ? 200 : 401;
        foreach (var (user, n) in new[] { ("first", 1), ("second", 2) })
        {
            var (certificate, key) = _authority.IssueClient(user);
            var status = new JsonObject { ["clientCertificateData"] = certificate, ["clientKeyData"] = key };
            var answer = new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = "client.authentication.k8s.io/v1", ["status"] = status };
            _directory.Write($"answer-{n}", answer.ToJsonString());
        }
        var connection = new PluginScript(_directory).Connect("cat answer-$n", cluster: Cluster(server));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(connection));

        Assert.Equal(["CN=first", "CN=second"], server.Requests.Select(r => r.ClientSubject));
    }

    [Fact]
    public async Task Send_plain_http_works_without_tls()
    {
        await using var server = await TestApiServer.StartAsync(certificate: null);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(ClusterConnection.Anonymous(server.Address)));
    }

    [Fact]
    public async Task Send_after_dispose_throws()
    {
        await using var server = await TestApiServer.StartAsync(certificate: null);
        var connection = ClusterConnection.Anonymous(server.Address);
        var handler = connection.CreateHandler();
        using var client = new HttpMessageInvoker(handler);
        handler.Dispose();

        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Server);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private Task<TestApiServer> StartAsync() => TestApiServer.StartAsync(_authority.IssueServer(["127.0.0.1"]));

    private string Cluster(TestApiServer server) => $"server: '{server.Address}', certificate-authority-data: {KubeconfigText.Base64(_authority.Pem)}";

    private ClusterConnection Connect(TestApiServer server, string user) => ClusterConnection.FromKubeconfigText(KubeconfigText.Write(Cluster(server), user));

    private static async Task<HttpStatusCode> SendAsync(ClusterConnection connection, HttpContent? content = null)
    {
        using var client = new HttpMessageInvoker(connection.CreateHandler());
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(connection.Server, "version")) { Content = content };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
