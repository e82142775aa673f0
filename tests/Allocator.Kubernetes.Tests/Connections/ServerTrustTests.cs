namespace Allocator.Connections;

public sealed class ServerTrustTests
{
    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task Request_to_a_server_of_the_authority_is_answered()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["127.0.0.1"]));

        await RequestAsync(Connect(server, Trust(_authority)));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Request_to_a_server_of_another_authority_names_the_issuer_and_the_field()
    {
        await using var server = await TestApiServer.StartAsync(new TestAuthority("somebody else").IssueServer(["127.0.0.1"]));

        var error = await ErrorAsync(Connect(server, Trust(_authority)));

        Assert.Contains("issued by 'CN=somebody else'", error, StringComparison.Ordinal);
        Assert.Contains("('CN=test authority')", error, StringComparison.Ordinal);
        Assert.Contains("clusters[dev].cluster.certificate-authority-data of kubeconfig", error, StringComparison.Ordinal);
        Assert.Contains(server.Address.Authority, error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Request_to_a_server_of_an_authority_with_the_same_name_is_refused()
    {
        await using var server = await TestApiServer.StartAsync(new TestAuthority().IssueServer(["127.0.0.1"]));

        var error = await ErrorAsync(Connect(server, Trust(_authority)));

        Assert.Contains("issued by 'CN=test authority', which is not the authority that is trusted", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Request_without_authorities_trusts_the_machine_only()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["127.0.0.1"]));

        var error = await ErrorAsync(Connect(server, ""));

        Assert.Contains("issued by 'CN=test authority', which this machine does not trust", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_to_a_server_of_another_name_lists_its_names()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["kubernetes", "10.96.0.1"]));

        var error = await ErrorAsync(Connect(server, Trust(_authority)));

        Assert.Contains("is not for '127.0.0.1': it has the names 'kubernetes', '10.96.0.1'", error, StringComparison.Ordinal);
        Assert.Contains("clusters[dev].cluster.tls-server-name of kubeconfig", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Request_with_server_name_expects_that_name()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["kubernetes"]));

        await RequestAsync(Connect(server, $"{Trust(_authority)}, tls-server-name: kubernetes"));
        var error = await ErrorAsync(Connect(server, $"{Trust(_authority)}, tls-server-name: another"));

        Assert.Equal("kubernetes", server.Requests.Single().Host);
        Assert.Contains("is not for 'another'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_to_an_expired_server_says_since_when()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["127.0.0.1"], end: TestAuthority.Begin.AddDays(1)));

        var error = await ErrorAsync(Connect(server, Trust(_authority)));

        Assert.Contains($"to {TestAuthority.Begin.AddDays(1):u}, not now", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Request_insecure_trusts_any_server()
    {
        await using var server = await TestApiServer.StartAsync(_authority.IssueServer(["another"]));

        await RequestAsync(Connect(server, "insecure-skip-tls-verify: true"));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Request_trusts_an_authority_that_is_an_intermediate()
    {
        var intermediate = new TestAuthority("intermediate", _authority);
        await using var server = await TestApiServer.StartAsync(intermediate.IssueServer(["127.0.0.1"]));

        await RequestAsync(Connect(server, Trust(intermediate)));
        var error = await ErrorAsync(Connect(server, Trust(new TestAuthority("intermediate", _authority))));

        Assert.Single(server.Requests);
        Assert.Contains("issued by 'CN=intermediate'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_trusts_an_intermediate_whose_root_the_server_sends()
    {
        var intermediate = new TestAuthority("intermediate", _authority);
        await using var server = await TestApiServer.StartAsync(intermediate.IssueServer(["127.0.0.1"]), [.. intermediate.Certificates, .. _authority.Certificates]);

        await RequestAsync(Connect(server, Trust(intermediate)));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Request_to_a_server_that_only_shows_the_authority_is_refused()
    {
        var intermediate = new TestAuthority("intermediate", _authority);
        var forger = new TestAuthority("intermediate");
        await using var server = await TestApiServer.StartAsync(forger.IssueServer(["127.0.0.1"]), [.. intermediate.Certificates, .. _authority.Certificates]);

        var error = await ErrorAsync(Connect(server, Trust(intermediate)));

        Assert.Contains("issued by 'CN=intermediate'", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static string Trust(TestAuthority authority) => $"certificate-authority-data: {KubeconfigText.Base64(authority.Pem)}";

    private static ClusterConnection Connect(TestApiServer server, string cluster) =>
        ClusterConnection.FromKubeconfigText(KubeconfigText.Write($"server: '{server.Address}', {cluster}", "token: secret"));

    private static async Task RequestAsync(ClusterConnection connection)
    {
        using var client = new HttpClient(connection.CreateHandler());
        using var response = await client.GetAsync(connection.Server, TestContext.Current.CancellationToken);
    }

    private static async Task<string> ErrorAsync(ClusterConnection connection)
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => RequestAsync(connection));
        return ConnectionErrors.Describe(error, connection);
    }
}
