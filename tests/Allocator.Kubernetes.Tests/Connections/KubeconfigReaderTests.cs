namespace Allocator.Connections;

public sealed class KubeconfigReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestAuthority _authority = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read_context_gives_address_namespace_user_and_source()
    {
        var connection = ClusterConnection.FromKubeconfigText(
            """
            current-context: b
            clusters:
            - {name: one, cluster: {server: https://one.example.com}}
            - {name: two, cluster: {server: 'https://two.example.com:6443/k8s/clusters/c-1'}}
            users:
            - {name: alice, user: {token: t}}
            contexts:
            - {name: a, context: {cluster: one, user: alice}}
            - {name: b, context: {cluster: two, user: alice, namespace: team}}
            """,
            sourceName: "team.yaml");

        Assert.Equal("https://two.example.com:6443/k8s/clusters/c-1/", connection.Server.AbsoluteUri);
        Assert.Equal("team", connection.Namespace);
        Assert.Equal("alice", connection.UserName);
        Assert.Equal("context 'b' of team.yaml", connection.Source);
        Assert.False(connection.IsInCluster);
    }

    [Fact]
    public void Read_named_context_goes_before_the_current_one()
    {
        var connection = ClusterConnection.FromKubeconfigText(
            """
            current-context: b
            clusters: [{name: one, cluster: {server: https://one.example.com}}, {name: two, cluster: {server: https://two.example.com}}]
            contexts: [{name: a, context: {cluster: one}}, {name: b, context: {cluster: two}}]
            """,
            context: "a");

        Assert.Equal("one.example.com", connection.Server.Host);
        Assert.Equal("default", connection.Namespace);
        Assert.Null(connection.UserName);
    }

    [Fact]
    public void Read_json_is_a_kubeconfig_too()
    {
        var connection = ClusterConnection.FromKubeconfigText(
            """
            {"kind":"Config","apiVersion":"v1","current-context":"dev",
             "clusters":[{"name":"dev","cluster":{"server":"https://json.example.com","certificate-authority-data":null}}],
             "contexts":[{"name":"dev","context":{"cluster":"dev","user":"dev"}}],
             "users":[{"name":"dev","user":null}]}
            """);

        Assert.Equal("json.example.com", connection.Server.Host);
    }

    [Fact]
    public void Read_unknown_fields_are_ignored()
    {
        var connection = ClusterConnection.FromKubeconfigText(
            """
            preferences: {colors: true}
            extensions: [{name: x, extension: {a: [1, 2]}}]
            new-in-the-future: [1, {2: 3}]
            current-context: dev
            clusters: [{name: dev, cluster: {server: https://dev.example.com, disable-compression: true, another: {}}, more: 1}]
            contexts: [{name: dev, context: {cluster: dev, user: dev, extensions: []}}]
            users: [{name: dev, user: {token: t, unheard-of: [x]}}]
            """);

        Assert.Equal("dev.example.com", connection.Server.Host);
    }

    [Fact]
    public async Task Read_inline_data_and_files_mean_the_same()
    {
        var (certificate, key) = _authority.IssueClient("alice");
        _directory.Write("pki/ca.crt", _authority.Pem);
        _directory.Write("pki/alice.crt", certificate);
        _directory.Write("pki/alice.key", key);
        var file = _directory.Write("config", KubeconfigText.Write(
            "server: https://127.0.0.1, certificate-authority: pki/ca.crt",
            "client-certificate: pki/alice.crt, client-key: pki/alice.key"));

        var byFile = ClusterConnection.FromKubeconfig(file);
        var inline = ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
            $"server: https://127.0.0.1, certificate-authority-data: {KubeconfigText.Base64(_authority.Pem)}",
            $"client-certificate-data: {KubeconfigText.Base64(certificate)}, client-key-data: {KubeconfigText.Base64(key)}"));

        Assert.Equal(inline.Trust.Authorities!.Single().Thumbprint, byFile.Trust.Authorities!.Single().Thumbprint);
        Assert.Equal((await CertificateOf(inline)).Thumbprint, (await CertificateOf(byFile)).Thumbprint);
        Assert.Equal("CN=alice", (await CertificateOf(byFile)).Subject);
        Assert.True((await CertificateOf(byFile)).HasPrivateKey);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_client_certificate_may_have_a_chain_and_either_kind_of_key(bool rsa)
    {
        var intermediate = new TestAuthority("intermediate", _authority);
        var (certificate, key) = intermediate.IssueClient("alice", rsa);

        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
            "server: https://127.0.0.1",
            $"client-certificate-data: {KubeconfigText.Base64(certificate + "\n" + intermediate.Pem)}, client-key-data: {KubeconfigText.Base64(key)}"));

        var credential = await connection.Credentials.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal("CN=alice", credential.Certificate!.TargetCertificate.Subject);
        Assert.Equal(["CN=intermediate"], credential.Certificate.IntermediateCertificates.Select(c => c.Subject));
    }

    [Theory]
    [InlineData("token: secret-1", "Bearer secret-1")]
    [InlineData("token: 'secret-1\n\n'", "Bearer secret-1")]
    [InlineData("username: alice, password: 'p:w'", "Basic YWxpY2U6cDp3")]
    [InlineData("token: secret-1, exec: {apiVersion: client.authentication.k8s.io/v1, command: never-run}", "Bearer secret-1")]
    [InlineData("", null)]
    public async Task Read_user_gives_the_authorization(string user, string? expected)
    {
        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write("server: https://127.0.0.1", user));

        var credential = await connection.Credentials.GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, credential.Authorization?.ToString());
    }

    [Fact]
    public async Task Read_token_file_goes_before_the_token()
    {
        _directory.Write("token", "from-file\n");
        var connection = ClusterConnection.FromKubeconfig(_directory.Write("config", KubeconfigText.Write("server: https://127.0.0.1", "token: inline, tokenFile: token")));

        Assert.Equal("Bearer from-file", (await connection.Credentials.GetAsync(TestContext.Current.CancellationToken)).Authorization!.ToString());
    }

    [Fact]
    public void Read_trust_and_proxy()
    {
        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
            "server: https://127.0.0.1, tls-server-name: kubernetes, insecure-skip-tls-verify: true, proxy-url: 'socks5://alice:secret@proxy.example.com:1080'"));

        Assert.Equal("kubernetes", connection.Trust.ServerName);
        Assert.True(connection.Trust.Insecure);
        Assert.Equal("socks5://proxy.example.com:1080 (clusters[dev].cluster.proxy-url of kubeconfig)", connection.Proxy!.ToString());
    }

    private static async Task<System.Security.Cryptography.X509Certificates.X509Certificate2> CertificateOf(ClusterConnection connection) =>
        (await connection.Credentials.GetAsync(TestContext.Current.CancellationToken)).Certificate!.TargetCertificate;
}
