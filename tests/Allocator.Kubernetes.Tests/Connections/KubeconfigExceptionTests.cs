namespace Allocator.Connections;

public sealed class KubeconfigExceptionTests : IDisposable
{
    private const string Server = "server: https://127.0.0.1";
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("clusters: [", 2, "not valid YAML")]
    [InlineData("a: 1\n  b: 2\n", 2, "not valid YAML")]
    [InlineData("a: 1\na: 2\n", 2, "not valid YAML")]
    [InlineData("a: 1\n---\nb: 2\n", 3, "second YAML document")]
    [InlineData("- a\n", 1, "must hold fields")]
    public void Broken_text_names_file_and_line(string text, int line, string problem)
    {
        var file = _directory.Write("config", text);

        var error = Assert.Throws<KubeconfigException>(() => ClusterConnection.FromKubeconfig(file));

        Assert.Equal(file, error.File);
        Assert.InRange(error.Line!.Value, 1, line);
        Assert.StartsWith($"{file}({error.Line},{error.Column}): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "clusters[dev].cluster.server", "is missing")]
    [InlineData("server: '127.0.0.1:6443'", "clusters[dev].cluster.server", "http or https URI")]
    [InlineData("server: 'ftp://127.0.0.1'", "clusters[dev].cluster.server", "http or https URI")]
    [InlineData("server: 'https://alice:secret@127.0.0.1'", "clusters[dev].cluster.server", "without a user")]
    [InlineData("server: [https://127.0.0.1]", "clusters[dev].cluster.server", "must be a text")]
    [InlineData(Server + ", certificate-authority-data: '%%secret%%'", "clusters[dev].cluster.certificate-authority-data", "is not base64")]
    [InlineData(Server + ", certificate-authority-data: c2VjcmV0", "clusters[dev].cluster.certificate-authority-data", "no PEM block CERTIFICATE")]
    [InlineData(Server + ", certificate-authority: absent.crt", "clusters[dev].cluster.certificate-authority", "there is no file '")]
    [InlineData(Server + ", insecure-skip-tls-verify: maybe", "clusters[dev].cluster.insecure-skip-tls-verify", "must be true or false")]
    [InlineData(Server + ", proxy-url: 'proxy:3128'", "clusters[dev].cluster.proxy-url", "http, https or socks5 URI")]
    public void Cluster_that_cannot_be_used_names_the_field(string cluster, string field, string problem) => AssertError(cluster, "", field, problem);

    [Theory]
    [InlineData("tokenFile: absent", "users[dev].user.tokenFile", "there is no file '")]
    [InlineData("token: 'se\ncret'", "users[dev].user.token", "characters")]
    [InlineData("token: secret, username: alice", "users[dev].user.username", "contradicts token")]
    [InlineData("client-certificate-data: c2VjcmV0", "users[dev].user.client-key-data", "is missing")]
    [InlineData("client-key-data: c2VjcmV0", "users[dev].user.client-certificate-data", "is missing")]
    [InlineData("client-certificate-data: c2VjcmV0, client-key-data: c2VjcmV0", "users[dev].user.client-certificate-data", "no PEM block CERTIFICATE")]
    [InlineData("client-certificate: absent.crt, client-key-data: c2VjcmV0", "users[dev].user.client-certificate", "there is no file '")]
    [InlineData("as-groups: [a]", "users[dev].user.as", "is missing")]
    [InlineData("as: b, as-groups: [a, b]", "users[dev].user.as-groups", "only one")]
    [InlineData("as: b, as-user-extra: {k: [a, b]}", "users[dev].user.as-user-extra.k", "only one")]
    [InlineData("as-groups: a", "users[dev].user.as-groups", "must be a list")]
    [InlineData("auth-provider: {name: gcp}", "users[dev].user.auth-provider", "gke-gcloud-auth-plugin")]
    [InlineData("auth-provider: {name: azure}", "users[dev].user.auth-provider", "kubelogin")]
    [InlineData("auth-provider: {name: oidc}", "users[dev].user.auth-provider", "oidc-login")]
    [InlineData("exec: {command: c}", "users[dev].user.exec.apiVersion", "is missing")]
    [InlineData("exec: {command: c, apiVersion: client.authentication.k8s.io/v1alpha1}", "users[dev].user.exec.apiVersion", "no longer supported")]
    [InlineData("exec: {command: c, apiVersion: v1}", "users[dev].user.exec.apiVersion", "must be client.authentication.k8s.io/v1 or")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1}", "users[dev].user.exec.command", "is missing")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: c, interactiveMode: Always}", "users[dev].user.exec.interactiveMode", "no terminal")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: c, env: [{value: a}]}", "users[dev].user.exec.env[0].name", "is missing")]
    public void User_that_cannot_be_used_names_the_field(string user, string field, string problem) => AssertError(Server, user, field, problem);

    [Fact]
    public void Key_of_another_certificate_is_an_error()
    {
        var authority = new TestAuthority();
        var certificate = KubeconfigText.Base64(authority.IssueClient("alice").Certificate);
        var key = KubeconfigText.Base64(authority.IssueClient("alice").Key);

        AssertError(Server, $"client-certificate-data: {certificate}, client-key-data: {key}", "users[dev].user.client-certificate-data", "the key does not match the certificate");
    }

    [Fact]
    public void Authority_beside_insecure_is_an_error()
    {
        var authority = KubeconfigText.Base64(new TestAuthority().Pem);

        AssertError(
            $"{Server}, insecure-skip-tls-verify: true, certificate-authority-data: {authority}", "",
            "clusters[dev].cluster.insecure-skip-tls-verify", "contradicts certificate-authority-data");
    }

    [Theory]
    [InlineData("current-context: gone", null, "current-context", "there is no context 'gone'; it has 'a', 'b'")]
    [InlineData("", null, "current-context", "name a context (it has 'a', 'b')")]
    [InlineData("", "gone", "contexts", "there is no context 'gone'; it has 'a', 'b'")]
    [InlineData("", "a", "contexts[a].context.cluster", "there is no cluster 'gone' in clusters ('c')")]
    [InlineData("", "b", "contexts[b].context.user", "there is no user 'gone' in users")]
    public void Dangling_name_is_an_error_that_lists_what_there_is(string first, string? context, string field, string problem)
    {
        var text = $$"""
            {{first}}
            clusters: [ {name: c, cluster: { {{Server}} } } ]
            contexts: [{name: a, context: {cluster: gone} }, {name: b, context: {cluster: c, user: gone} } ]
            """;

        var error = Assert.Throws<KubeconfigException>(() => ClusterConnection.FromKubeconfigText(text, context));

        Assert.Equal(field, error.Field);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_file_is_an_error_that_names_it()
    {
        var path = Path.Combine(_directory.Path, "absent");

        var error = Assert.Throws<KubeconfigException>(() => ClusterConnection.FromKubeconfig(path));

        Assert.Equal($"{path}: there is no such file", error.Message);
    }

    [Fact]
    public void Entry_without_a_name_is_an_error()
    {
        var error = Assert.Throws<KubeconfigException>(() => ClusterConnection.FromKubeconfigText("current-context: a\ncontexts: [{context: {}}]"));

        Assert.Equal("contexts[0].name", error.Field);
    }

    private void AssertError(string cluster, string user, string field, string problem)
    {
        var file = _directory.Write("config", KubeconfigText.Write(cluster, user));

        var error = Assert.Throws<KubeconfigException>(() => ClusterConnection.FromKubeconfig(file));

        Assert.Equal(field, error.Field);
        Assert.Equal(file, error.File);
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{field}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
