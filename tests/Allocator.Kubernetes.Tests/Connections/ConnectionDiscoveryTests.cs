namespace Allocator.Connections;

public sealed class ConnectionDiscoveryTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Discover_named_kubeconfig_goes_before_all()
    {
        _variables["KUBECONFIG"] = _home.Write("variable", Kubeconfig("variable"));
        var named = _home.Write("named", Kubeconfig("named"));

        Assert.Equal("named", Discover(new() { Kubeconfig = named }).Server.Host);
    }

    [Fact]
    public void Discover_variable_goes_before_the_home_directory()
    {
        _variables["KUBECONFIG"] = _home.Write("variable", Kubeconfig("variable"));
        _home.Write(".kube/config", Kubeconfig("home"));

        Assert.Equal("variable", Discover().Server.Host);
    }

    [Fact]
    public void Discover_home_directory_goes_before_the_pod()
    {
        SetUpPod();
        _home.Write(".kube/config", Kubeconfig("home"));

        Assert.Equal("home", Discover().Server.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("apiVersion: v1\nkind: Config\n")]
    public void Discover_kubeconfig_without_clusters_is_passed_over(string empty)
    {
        SetUpPod();
        _home.Write(".kube/config", empty);

        Assert.True(Discover().IsInCluster);
    }

    [Fact]
    public void Discover_options_choose_context_and_namespace()
    {
        _home.Write(".kube/config", """
            clusters: [{name: c, cluster: {server: https://home}}]
            contexts: [{name: a, context: {cluster: c, namespace: from-context}}]
            """);

        var connection = Discover(new() { Context = "a", Namespace = "mine" });

        Assert.Equal("mine", connection.Namespace);
        Assert.StartsWith("context 'a' of ", connection.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_several_files_are_merged_and_the_first_entry_of_a_name_counts()
    {
        var first = _home.Write("one/config", """
            contexts: [{name: both, context: {cluster: shared, user: alice}}]
            clusters: [{name: shared, cluster: {server: https://first, certificate-authority: ca.crt}}]
            """);
        var second = _home.Write("two/config", """
            current-context: both
            contexts: [{name: both, context: {cluster: other}}]
            clusters: [{name: shared, cluster: {server: https://second, tls-server-name: not-merged}}]
            users: [{name: alice, user: {tokenFile: token}}]
            """);
        _home.Write("one/ca.crt", new TestAuthority("of the first").Pem);
        _home.Write("two/token", "t");
        _variables["KUBECONFIG"] = string.Join(Path.PathSeparator, Path.Combine(_home.Path, "absent"), first, second, first);

        var connection = Discover();

        Assert.Equal("first", connection.Server.Host);
        Assert.Null(connection.Trust.ServerName);
        Assert.Equal("CN=of the first", connection.Trust.Authorities!.Single().Subject);
        Assert.Equal("alice", connection.UserName);
        Assert.Equal($"context 'both' of {first}", connection.Source);
    }

    [Fact]
    public void Discover_error_in_a_merged_file_names_that_file()
    {
        var first = _home.Write("one", Kubeconfig("one"));
        var second = _home.Write("two", "clusters: {}");
        _variables["KUBECONFIG"] = first + Path.PathSeparator + second;

        var error = Assert.Throws<KubeconfigException>(() => Discover());

        Assert.Equal((second, "clusters"), (error.File, error.Field));
    }

    [Fact]
    public void Discover_nothing_says_what_was_tried_and_what_to_do()
    {
        var absent = Path.Combine(_home.Path, "absent");
        _variables["KUBECONFIG"] = absent;

        var error = Assert.Throws<ClusterUnavailableException>(() => Discover());

        Assert.Contains($"{absent} (of KUBECONFIG): there is no such file", error.Message, StringComparison.Ordinal);
        Assert.Contains("KUBERNETES_SERVICE_HOST", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionOptions.Kubeconfig", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_nothing_without_variable_names_the_home_directory()
    {
        var error = Assert.Throws<ClusterUnavailableException>(() => Discover());

        Assert.Contains("KUBECONFIG is not set", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(_home.Path, ".kube", "config")}: there is no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_pod_uses_its_service_account()
    {
        SetUpPod();

        var connection = Discover();

        Assert.Equal("https://[fd00::1]:6443/", connection.Server.AbsoluteUri);
        Assert.Equal("of-the-pod", connection.Namespace);
        Assert.True(connection.IsInCluster);
        Assert.Equal("CN=pod authority", connection.Trust.Authorities!.Single().Subject);
        Assert.Equal("Bearer pod-token", (await connection.Credentials.GetAsync(TestContext.Current.CancellationToken)).Authorization!.ToString());
    }

    [Fact]
    public void InCluster_outside_of_a_pod_says_why()
    {
        _variables["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
        _variables["KUBERNETES_SERVICE_PORT"] = "443";

        var error = Assert.Throws<ClusterUnavailableException>(() => InClusterConnection.Read(CreateEnvironment()));

        Assert.Contains("there is no file '", error.Message, StringComparison.Ordinal);
    }

    private static string Kubeconfig(string host) => KubeconfigText.Write($"server: https://{host}");

    private void SetUpPod()
    {
        _variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        _variables["KUBERNETES_SERVICE_PORT"] = "6443";
        _home.Write("account/token", "pod-token");
        _home.Write("account/namespace", "of-the-pod");
        _home.Write("account/ca.crt", new TestAuthority("pod authority").Pem);
    }

    private ClusterConnection Discover(ConnectionOptions? options = null) => ConnectionDiscovery.Discover(options ?? new(), CreateEnvironment());

    private ConnectionEnvironment CreateEnvironment() => new()
    {
        Variable = name => _variables.GetValueOrDefault(name),
        HomeDirectory = _home.Path,
        ServiceAccountDirectory = Path.Combine(_home.Path, "account"),
    };
}
