using System.Text.Json.Nodes;

namespace Allocator;

public sealed class KubernetesSignInTests(ServerFixture fixture) : IAsyncLifetime
{
    private RunningServer _server = null!;
    private Tokens _tokens = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tokens = new Tokens();
        _server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.Kubernetes.Enabled = true;
            options.Kubernetes.Audiences.Add("allocator");
            options.Jwt.Issuer = Tokens.Issuer;
            options.Jwt.Audience = Tokens.Audience;
            options.Jwt.KeysFile = _tokens.KeysFile;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _tokens.Dispose();
    }

    [Fact]
    public async Task Service_account_owns_what_it_creates()
    {
        using var runner = _server.ClientWith(await RequestAsync("allocator"));

        var name = await runner.CreateAsync("note");

        Assert.Equal("system:serviceaccount:default:default", (await runner.GetAsync($"/v1/instances/{name}")).Json["owner"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_of_the_issuer_is_judged_by_its_keys_beside()
    {
        using var alice = _server.ClientWith(_tokens.Issue());

        var name = await alice.CreateAsync("note");

        Assert.Equal("alice", (await alice.GetAsync($"/v1/instances/{name}")).Json["owner"]!.GetValue<string>());
    }

    [Fact]
    public async Task Issuers_user_of_the_same_name_is_somebody_else()
    {
        using var runner = _server.ClientWith(await RequestAsync("allocator"));
        using var impostor = _server.ClientWith(_tokens.Issue("system:serviceaccount:default:default"));
        var name = await runner.CreateAsync("note");

        Assert.Equal("404 instance-not-found", (await impostor.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Theory]
    [InlineData("somebody")]
    [InlineData(null)]
    public async Task Token_for_another_audience_is_refused(string? audience)
    {
        using var runner = _server.ClientWith(await RequestAsync(audience));

        Assert.Equal("401 sign-in", (await runner.GetAsync("/v1/instances")).Problem);
    }

    [Fact]
    public async Task Token_that_the_cluster_does_not_know_is_refused()
    {
        using var runner = _server.ClientWith("nonsense");

        var answer = await runner.GetAsync("/v1/instances");

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.DoesNotContain("nonsense", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>A token of the service account <c>default</c>; without audience it is for the API server.</summary>
    private async Task<string> RequestAsync(string? audience)
    {
        await using var client = new ClusterClient(ClusterConnection.FromKubeconfig(fixture.Cluster.Kubeconfig));
        var kind = new ResourceKind("", "v1", "TokenRequest", "serviceaccounts/default/token", Namespaced: true);
        var spec = new JsonObject();
        if (audience is not null)
            spec["audiences"] = new JsonArray(audience);
        var answer = await client.CreateAsync(kind, "default", new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = spec }, null, Token);
        return answer["status"]!["token"]!.GetValue<string>();
    }
}
