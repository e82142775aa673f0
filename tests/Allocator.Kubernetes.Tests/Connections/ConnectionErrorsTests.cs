using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Allocator.Testing;

namespace Allocator.Connections;

public sealed class ConnectionErrorsTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Describe_refused_connection_names_address_and_source()
    {
        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write("server: https://127.0.0.1:1"));

        var text = await DescribeRequestAsync(connection);

        Assert.StartsWith($"The cluster at https://{connection.Server.Authority} (context 'dev' of kubeconfig) cannot be reached: nothing listens there", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_server_without_tls_says_so()
    {
        await using var server = await TestApiServer.StartAsync(certificate: null);

        var text = await DescribeRequestAsync(ClusterConnection.Anonymous(new($"https://{server.Address.Authority}")));

        Assert.Contains("the TLS handshake failed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "the name 'api.example.com' is not known")]
    [InlineData(SocketError.TimedOut, "there is no way to it")]
    public void Describe_socket_error_says_what_to_check(SocketError error, string expected)
    {
        var exception = new HttpRequestException("wrapped", new SocketException((int)error));

        Assert.Contains(expected, ConnectionErrors.Describe(exception, ClusterConnection.Anonymous(new("https://api.example.com"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_timeout_is_told_from_other_errors()
    {
        var exception = new TaskCanceledException("wrapped", new TimeoutException());

        Assert.Contains("did not answer in time", ConnectionErrors.Describe(exception, ClusterConnection.Anonymous(new("https://127.0.0.1"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_own_error_is_kept()
    {
        var exception = new System.Net.WebSockets.WebSocketException("wrapped", new ClusterUnavailableException("the plugin failed"));

        Assert.Equal("the plugin failed", ConnectionErrors.Describe(exception, ClusterConnection.Anonymous(new("https://127.0.0.1"))));
    }

    [Theory]
    [InlineData(-3 * 3600, "which expired 3 h ago (2030-01-02 00:04:05Z)")]
    [InlineData(-90, "which expired 90 s ago")]
    [InlineData(-600, "which expired 10 min ago")]
    [InlineData(-86400 * 5, "which expired 5 d ago")]
    [InlineData(3600, "which would be valid until 2030-01-02 04:04:05Z")]
    public void DescribeUnauthorized_token_tells_its_expiry(int seconds, string expected)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $"{{\"exp\":{_clock.GetUtcNow().ToUnixTimeSeconds() + seconds}}}");
        var token = $"eyJhbGciOiJub25lIn0.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.signature";

        var text = ConnectionErrors.DescribeUnauthorized(Connect($"token: {token}"));

        Assert.Contains($"the token in users[dev].user.token of kubeconfig, {expected}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.b.c")]
    [InlineData("a.e30.c")]
    [InlineData("a.W10.c")]
    [InlineData("a.eyJleHAiOjFlMzAwfQ.c")]
    public void DescribeUnauthorized_token_that_does_not_tell_has_no_expiry(string token)
    {
        var text = ConnectionErrors.DescribeUnauthorized(Connect($"token: {token}"));

        Assert.Contains("the token in users[dev].user.token of kubeconfig. Renew", text, StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeUnauthorized_certificate_tells_its_subject_and_end()
    {
        var (certificate, key) = new TestAuthority().IssueClient("alice");

        var text = ConnectionErrors.DescribeUnauthorized(Connect(
            $"client-certificate-data: {KubeconfigText.Base64(certificate)}, client-key-data: {KubeconfigText.Base64(key)}"));

        Assert.Contains("the client certificate 'CN=alice' in users[dev].user.client-certificate-data of kubeconfig, which", text, StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeUnauthorized_without_credentials_says_so()
    {
        Assert.Contains("but there are none", ConnectionErrors.DescribeUnauthorized(Connect("")), StringComparison.Ordinal);
    }

    private ClusterConnection Connect(string user) =>
        ClusterConnection.FromKubeconfigText(KubeconfigText.Write("server: https://127.0.0.1", user), null, null, "kubeconfig", _clock);

    private static async Task<string> DescribeRequestAsync(ClusterConnection connection)
    {
        using var client = new HttpClient(connection.CreateHandler());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(connection.Server, TestContext.Current.CancellationToken));
        return ConnectionErrors.Describe(error, connection);
    }
}
