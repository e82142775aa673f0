using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class ProblemTests(ServerFixture fixture)
{
    private static readonly ResourceKind s_pod = new("", "v1", "Pod", "pods", Namespaced: true);
    private static readonly ResourceKind s_lease = new("coordination.k8s.io", "v1", "Lease", "leases", Namespaced: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Template_that_is_wrong_is_told_with_its_place()
    {
        using var alice = fixture.Server.ClientOf("problem-template");

        var answer = await alice.PostAsync("/v1/services/crooked/instances");

        Assert.Equal("422 template", answer.Problem);
        Assert.Equal(4, answer.Json["line"]!.GetValue<int>());
        Assert.Contains("Nobody", answer.Json["problem"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_that_the_server_lacks_is_named()
    {
        var connection = ClusterConnection.FromKubeconfigText(fixture.Cluster.AddUser("weak-server"));
        await using var server = await RunningServer.StartAsync(
            null, options => options.Development.Enabled = true, services => services.Configure<AllocatorOptions>(options => options.Connection = connection));
        using var alice = server.ClientOf("problem-rights");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("502 access-denied", answer.Problem);
        Assert.Equal("list leases.coordination.k8s.io", $"{answer.Json["verb"]} {answer.Json["resource"]}");
    }

    [Fact]
    public async Task Failure_of_the_server_itself_tells_nothing_but_where_to_look()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, options => options.Development.Enabled = true, services => services.AddSingleton<IInstanceDirectory>(_ => throw new InvalidOperationException("swordfish")));
        using var alice = server.ClientOf("problem-internal");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("500 internal", answer.Problem);
        Assert.NotEmpty(answer.Json["traceId"]!.GetValue<string>());
        Assert.DoesNotContain("swordfish", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_that_leaves_no_room_is_told()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        await using var admin = new ClusterClient(ClusterConnection.FromKubeconfigText(cluster.KubeconfigText));
        var kind = new ResourceKind("", "v1", "ResourceQuota", "resourcequotas", Namespaced: true);
        var quota = JsonNode.Parse("""{"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "quota"}, "spec": {"hard": {"count/configmaps": "0"}}}""")!;
        await admin.CreateAsync(kind, "default", quota.AsObject(), null, Token);
        await using var server = await RunningServer.StartAsync(cluster);
        using var alice = server.ClientOf("problem-quota");

        // What admits objects learns of a quota a little after it can be read.
        Answer? answer = null;
        await Eventually.TrueAsync(async () => (answer = await alice.PostAsync("/v1/services/note/instances")).Status != HttpStatusCode.Created);

        Assert.Equal("502 cluster-error", answer!.Problem);
        Assert.Contains("ResourceQuota", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_that_is_busy_is_told_with_its_state_and_when_to_ask_again()
    {
        await using var admin = Admin();
        using var alice = fixture.Server.ClientOf("problem-busy");
        var name = await alice.CreateAsync("echo");
        var pod = (await admin.ListAsync(s_pod, "default", new ResourceSelector { Labels = $"allocator.dev/instance={name}" }, Token).SingleAsync(Token))["metadata"]!["name"]!.GetValue<string>();
        await HoldAsync(admin, s_pod, pod, true);

        var suspending = alice.PostAsync($"/v1/instances/{name}/suspend");
        await Eventually.TrueAsync(async () => (await alice.GetAsync($"/v1/instances/{name}")).Json["state"]!.GetValue<string>() == "suspending");
        var answer = await alice.PostAsync($"/v1/instances/{name}/reset");
        await HoldAsync(admin, s_pod, pod, false);

        Assert.Equal("409 instance-busy", answer.Problem);
        Assert.Equal($"{name} suspending", $"{answer.Json["name"]} {answer.Json["state"]}");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await suspending).Status);
    }

    [Fact]
    public async Task Instance_that_is_being_deleted_is_lost_to_who_renews_it()
    {
        await using var admin = Admin();
        using var alice = fixture.Server.ClientOf("problem-lost");
        var name = await alice.CreateAsync("note");
        await HoldAsync(admin, s_lease, name, true);
        await admin.DeleteAsync(s_lease, "default", name, cancellationToken: Token);

        var answer = await alice.PostAsync($"/v1/instances/{name}/renew");
        await HoldAsync(admin, s_lease, name, false);

        Assert.Equal("409 instance-lost", answer.Problem);
        Assert.Equal(name, answer.Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cluster_that_answers_too_late_is_a_gateway_timeout()
    {
        await using var server = await RunningServer.StartAsync(
            fixture.Cluster, services: services => services.AddSingleton<IInstanceDirectory>(_ => throw new TimeoutException("The cluster took more than 30 s.")));
        using var alice = server.ClientOf("problem-late");

        var answer = await alice.GetAsync("/v1/instances");

        Assert.Equal("504 cluster-error", answer.Problem);
        Assert.Equal("The cluster took more than 30 s.", answer.Json["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Body_of_another_media_type_is_refused()
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var content = new StringContent("lease: 10");

        using var response = await http.PostAsync(new Uri("/v1/services/note/instances", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private ClusterClient Admin() => new(ClusterConnection.FromKubeconfig(fixture.Cluster.Kubeconfig));

    /// <summary>Keeps an object from going, or lets it go.</summary>
    private static async Task HoldAsync(ClusterClient admin, ResourceKind kind, string name, bool isHeld) => await admin.PatchAsync(
        kind,
        "default",
        name,
        PatchKind.Merge,
        JsonNode.Parse($$$"""{"metadata": {"finalizers": {{{(isHeld ? "[\"example.com/hold\"]" : "null")}}} }}""")!,
        cancellationToken: Token);
}
