namespace Allocator.Connections;

public class ClusterConnectionTests
{
    [Theory]
    [InlineData("https://127.0.0.1:6443", "https://127.0.0.1:6443/")]
    [InlineData("https://rancher.example.com/k8s/clusters/c-1", "https://rancher.example.com/k8s/clusters/c-1/")]
    [InlineData("http://localhost/", "http://localhost/")]
    public void Server_ends_with_a_slash(string given, string expected) =>
        Assert.Equal(expected, ClusterConnection.Anonymous(new(given)).Server.AbsoluteUri);

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://alice:secret@127.0.0.1")]
    [InlineData("https://127.0.0.1/?a=b")]
    public void Server_of_another_form_is_refused(string given)
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterConnection.Anonymous(new(given)));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithNamespace_keeps_everything_else()
    {
        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
            "server: https://127.0.0.1, tls-server-name: a, proxy-url: 'http://proxy'", "token: secret, as: bob"));

        var other = connection.WithNamespace("mine");

        Assert.Equal("mine", other.Namespace);
        Assert.Equal("default", connection.Namespace);
        foreach (var property in typeof(ClusterConnection).GetProperties(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Where(p => p.Name != "Namespace"))
        {
            Assert.Equal(property.GetValue(connection), property.GetValue(other));
        }
    }

    [Fact]
    public async Task ForToken_signs_requests_with_it()
    {
        var authority = new TestAuthority();
        await using var server = await TestApiServer.StartAsync(authority.IssueServer(["127.0.0.1"]));
        var connection = ClusterConnection.ForToken(server.Address, "secret", authority.Certificates, "team");

        using var client = new HttpClient(connection.CreateHandler());
        using var response = await client.GetAsync(connection.Server, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer secret", server.Requests.Single().Authorization);
        Assert.Equal("team", connection.Namespace);
        Assert.DoesNotContain("secret", connection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ForToken_that_cannot_be_sent_is_refused_without_showing_it()
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterConnection.ForToken(new("https://127.0.0.1"), "se\ncret", null, null));

        Assert.DoesNotContain("cret", error.Message, StringComparison.Ordinal);
    }
}
