using System.Globalization;
using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Connections;

public sealed class ExecCredentialsTests : IDisposable
{
    private const string GiveToken = "\"token\": \"secret-$n\"";
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly PluginScript _plugin;

    public ExecCredentialsTests() => _plugin = new(_directory);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Get_without_expiry_runs_the_plugin_once()
    {
        var connection = _plugin.Connect(PluginScript.Give(GiveToken), _clock);

        Assert.Equal("secret-1", await GetTokenAsync(connection));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("secret-1", await GetTokenAsync(connection));
        Assert.Equal(1, _plugin.Runs);
    }

    [Fact]
    public async Task Get_runs_the_plugin_again_shortly_before_expiry()
    {
        var connection = _plugin.Connect(GiveTokenFor(TimeSpan.FromHours(1)), _clock);

        Assert.Equal("secret-1", await GetTokenAsync(connection));
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("secret-1", await GetTokenAsync(connection));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("secret-2", await GetTokenAsync(connection));
    }

    [Fact]
    public async Task Get_short_lived_credential_is_used_for_most_of_its_life()
    {
        var connection = _plugin.Connect(GiveTokenFor(TimeSpan.FromSeconds(20)), _clock);

        Assert.Equal("secret-1", await GetTokenAsync(connection));
        _clock.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal("secret-1", await GetTokenAsync(connection));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("secret-2", await GetTokenAsync(connection));
    }

    [Fact]
    public async Task Get_concurrent_callers_share_one_run()
    {
        var connection = _plugin.Connect("while [ ! -e go ]; do sleep 0.02; done\n" + PluginScript.Give(GiveToken));

        var calls = Enumerable.Range(0, 8).Select(_ => GetTokenAsync(connection)).ToList();
        _directory.Write("go", "");

        Assert.All(await Task.WhenAll(calls), token => Assert.Equal("secret-1", token));
        Assert.Equal(1, _plugin.Runs);
    }

    [Fact]
    public async Task Get_cancelled_caller_does_not_stop_the_run_of_the_others()
    {
        var connection = _plugin.Connect("while [ ! -e go ]; do sleep 0.02; done\n" + PluginScript.Give(GiveToken));
        using var cancellation = new CancellationTokenSource();

        var impatient = connection.Credentials.GetAsync(cancellation.Token).AsTask();
        var patient = GetTokenAsync(connection);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _directory.Write("go", "");

        Assert.Equal("secret-1", await patient);
    }

    [Fact]
    public async Task Invalidate_runs_the_plugin_again_but_only_for_the_credential_in_use()
    {
        var connection = _plugin.Connect(PluginScript.Give(GiveToken));
        var first = await connection.Credentials.GetAsync(TestContext.Current.CancellationToken);

        Assert.True(connection.Credentials.Invalidate(first));
        Assert.Equal("secret-2", await GetTokenAsync(connection));
        Assert.True(connection.Credentials.Invalidate(first));
        Assert.Equal("secret-2", await GetTokenAsync(connection));
    }

    [Fact]
    public async Task Get_plugin_sees_its_arguments_environment_and_the_cluster()
    {
        var connection = _plugin.Connect(
            "echo \"$1 $SETTING\" > seen; echo \"$KUBERNETES_EXEC_INFO\" > info\n" + PluginScript.Give(GiveToken),
            cluster: "server: https://127.0.0.1, tls-server-name: kubernetes, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, n: 1, b: true}}]",
            exec: "provideClusterInfo: true, env: [{name: SETTING, value: set}]");

        await GetTokenAsync(connection);

        Assert.Equal("argument set\n", File.ReadAllText(Path.Combine(_directory.Path, "seen")));
        var info = JsonNode.Parse(File.ReadAllText(Path.Combine(_directory.Path, "info")));
        var expected = """
            {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "spec": {"interactive": false, "cluster":
             {"server": "https://127.0.0.1", "tls-server-name": "kubernetes", "config": {"audience": "a", "n": 1, "b": true}}}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), info), info?.ToJsonString());
    }

    [Fact]
    public async Task Get_client_certificate_of_a_plugin_is_presented()
    {
        var (certificate, key) = new TestAuthority().IssueClient("plugin");
        var connection = _plugin.Connect(PluginScript.Give($"\"clientCertificateData\": {Json(certificate)}, \"clientKeyData\": {Json(key)}"));

        var credential = await connection.Credentials.GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal("CN=plugin", credential.Certificate!.TargetCertificate.Subject);
    }

    [Fact]
    public async Task Get_failed_plugin_says_what_it_wrote_to_standard_error()
    {
        var connection = _plugin.Connect("echo to-stdout-secret; echo 'you are not signed in' >&2; exit 3");

        var error = await GetErrorAsync(connection);

        Assert.Contains("'sh' (users[dev].user.exec of kubeconfig) failed with exit code 3 and wrote: you are not signed in", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_after_a_failure_tries_again()
    {
        var connection = _plugin.Connect($"[ $n = 1 ] && exit 1\n{PluginScript.Give(GiveToken)}");
        await GetErrorAsync(connection);

        Assert.Equal("secret-2", await GetTokenAsync(connection));
    }

    [Fact]
    public async Task Get_missing_command_shows_the_install_hint()
    {
        var connection = ClusterConnection.FromKubeconfigText(KubeconfigText.Write(
            "server: https://127.0.0.1",
            "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: no-such-plugin, installHint: see https://example.com/install}"));

        var error = await GetErrorAsync(connection);

        Assert.Contains("'no-such-plugin' (users[dev].user.exec of kubeconfig) is not installed: see https://example.com/install", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_plugin_that_does_not_end_is_killed()
    {
        var connection = _plugin.Connect("exec sleep 1000", _clock);
        var call = GetErrorAsync(connection);
        while (_clock.WaitingTimers == 0)
            await Task.Yield();

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("was killed after 60 s", await call, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo secret", "no valid ExecCredential")]
    [InlineData("echo '[\"secret\"]'", "no valid ExecCredential")]
    [InlineData("echo '{\"kind\": \"secret\"}'", "no ExecCredential")]
    [InlineData("echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1\"}'", "without a status")]
    [InlineData("echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1beta1\"}'", "another version")]
    public async Task Get_output_that_is_no_credential_is_an_error_without_the_output(string script, string problem)
    {
        var error = await GetErrorAsync(_plugin.Connect(script));

        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "neither a token nor")]
    [InlineData("\"token\": \"a secret\"", "characters")]
    [InlineData("\"token\": {\"secret\": 1}", "no valid ExecCredential")]
    [InlineData("\"clientKeyData\": \"secret\"", "only one of")]
    [InlineData("\"clientCertificateData\": \"secret\", \"clientKeyData\": \"secret\"", "no PEM block")]
    [InlineData("\"token\": \"secret\", \"expirationTimestamp\": \"tomorrow\"", "no valid ExecCredential")]
    public async Task Get_status_that_is_no_credential_is_an_error_without_secrets(string status, string problem)
    {
        var error = await GetErrorAsync(_plugin.Connect(PluginScript.Give(status)));

        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private string GiveTokenFor(TimeSpan life) => PluginScript.Give(string.Create(
        CultureInfo.InvariantCulture, $"{GiveToken}, \"expirationTimestamp\": \"{_clock.GetUtcNow() + life:yyyy-MM-dd'T'HH:mm:ss'Z'}\""));

    private static string Json(string text) => JsonValue.Create(text).ToJsonString().Replace("\\n", "\\\\n", StringComparison.Ordinal);

    private static async Task<string?> GetTokenAsync(ClusterConnection connection) =>
        (await connection.Credentials.GetAsync(TestContext.Current.CancellationToken)).Authorization!.Parameter;

    private static async Task<string> GetErrorAsync(ClusterConnection connection)
    {
        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => connection.Credentials.GetAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        return error.Message;
    }
}
