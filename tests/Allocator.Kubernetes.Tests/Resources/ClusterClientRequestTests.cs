using System.Text.Json.Nodes;

namespace Allocator.Tests;

public sealed class ClusterClientRequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_reads_the_object()
    {
        var (request, answer) = await SendAsync(client => client.GetAsync(ResourceKind.Lease, "ns", "l", Cancellation));

        Assert.Equal(new ReceivedRequest("GET", "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l", null, ""), request);
        Assert.Equal("Answer", answer.Text("kind"));
    }

    [Fact]
    public async Task Create_posts_the_object()
    {
        var pod = new JsonObject { ["a"] = "ü" };
        var (request, _) = await SendAsync(client => client.CreateAsync(ResourceKind.Pod, "ns", pod, null, Cancellation));

        Assert.Equal(new ReceivedRequest("POST", "/api/v1/namespaces/ns/pods", "application/json", """{"a":"ü"}"""), request);
    }

    [Fact]
    public async Task Dry_run_says_so()
    {
        var dryRun = new ResourceCreate { DryRun = true };
        var (request, _) = await SendAsync(client => client.CreateAsync(ResourceKind.Pod, "ns", [], dryRun, Cancellation));

        Assert.Equal("/api/v1/namespaces/ns/pods?dryRun=All", request.Target);
    }

    [Fact]
    public async Task Cluster_scoped_kind_has_no_namespace_in_its_path()
    {
        var kind = new ResourceKind("", "v1", "Node", "nodes", Namespaced: false);
        var (request, _) = await SendAsync(client => client.GetAsync(kind, "ns", "n1", Cancellation));

        Assert.Equal("/api/v1/nodes/n1", request.Target);
    }

    [Fact]
    public async Task Apply_names_the_field_manager()
    {
        var pod = new JsonObject { ["a"] = "😀" };
        var (request, _) = await SendAsync(client => client.ApplyAsync(ResourceKind.Pod, "ns", "p", pod, "a b", true, Cancellation));

        const string Target = "/api/v1/namespaces/ns/pods/p?fieldManager=a%20b&force=true";
        Assert.Equal(new ReceivedRequest("PATCH", Target, "application/apply-patch+yaml", """{"a":"😀"}"""), request);
    }

    [Theory]
    [InlineData(PatchKind.Merge, "application/merge-patch+json")]
    [InlineData(PatchKind.Json, "application/json-patch+json")]
    [InlineData(PatchKind.Strategic, "application/strategic-merge-patch+json")]
    public async Task Patch_has_the_content_type_of_its_kind(PatchKind kind, string contentType)
    {
        var (request, _) = await SendAsync(client => client.PatchAsync(ResourceKind.Pod, "ns", "p", kind, new JsonArray(1), "status", Cancellation));

        Assert.Equal(new ReceivedRequest("PATCH", "/api/v1/namespaces/ns/pods/p/status", contentType, "[1]"), request);
    }

    [Fact]
    public async Task Delete_sends_its_preconditions()
    {
        var options = new ResourceDelete { Uid = "u", ResourceVersion = "7", Propagation = DeletePropagation.Foreground, GracePeriodSeconds = 0 };
        var (request, _) = await SendAsync(client => client.DeleteAsync(ResourceKind.Pod, "ns", "p", options, Cancellation));

        Assert.Equal(("DELETE", "/api/v1/namespaces/ns/pods/p"), (request.Method, request.Target));
        var body = JsonNode.Parse(request.Body)!;
        Assert.Equal("""{"uid":"u","resourceVersion":"7"}""", body["preconditions"]!.ToJsonString());
        Assert.Equal("Foreground", body["propagationPolicy"]!.GetValue<string>());
        Assert.Equal(0, body["gracePeriodSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Delete_without_options_has_no_preconditions()
    {
        var (request, _) = await SendAsync(client => client.DeleteAsync(ResourceKind.Pod, "ns", "p", null, Cancellation));

        Assert.Equal("""{"apiVersion":"v1","kind":"DeleteOptions"}""", request.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Name_that_would_address_something_else_is_never_sent(string name)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json("{}"));
        await using var client = server.Client();

        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync(ResourceKind.Pod, "ns", name, null, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync(ResourceKind.Pod, name, "p", null, Cancellation));

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a?b#c%", "a%3Fb%23c%25")]
    public async Task Name_is_escaped(string name, string escaped)
    {
        var (request, _) = await SendAsync(client => client.GetAsync(ResourceKind.Pod, "ns", name, Cancellation));

        Assert.Equal($"/api/v1/namespaces/ns/pods/{escaped}", request.Target);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Can_asks_for_an_access_review(string allowed, bool expected)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json($$$"""{"status":{"allowed":{{{allowed}}}}}""", 201));
        await using var client = server.Client();

        Assert.Equal(expected, await client.CanAsync("create", ResourceKind.Pod, "exec", "ns", "p", Cancellation));

        Assert.Equal(("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"), (server.Request.Method, server.Request.Target));
        Assert.Equal(
            """{"verb":"create","group":"","version":"v1","resource":"pods","namespace":"ns","subresource":"exec","name":"p"}""",
            JsonNode.Parse(server.Request.Body)!["spec"]!["resourceAttributes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("k8s/clusters/c-1")]
    [InlineData("k8s/clusters/c-1/")]
    public async Task Path_of_the_server_address_is_kept(string path)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json("{}"));
        await using var client = new ClusterClient(new ClusterConnection(new Uri(server.Address, path)));

        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);

        Assert.Equal("/k8s/clusters/c-1/api/v1/namespaces/ns/pods/p", server.Request.Target);
    }

    [Fact]
    public async Task Wrapped_handler_sees_requests_and_watches()
    {
        var seen = new List<string>();
        await using var server = await ScriptedServer.StartAsync(Answers.Json("{}"), Answers.Stream());
        await using var client = server.Client(new ClusterClientOptions { WrapHandler = inner => new Recorder(inner, seen) });

        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);
        await foreach (var change in client.WatchAsync(ResourceKind.Pod, "ns", null, "1", Cancellation))
            Assert.Fail($"There was an event: {change}");

        Assert.Equal(["GET /api/v1/namespaces/ns/pods/p", "GET /api/v1/namespaces/ns/pods"], seen);
    }

    [Fact]
    public async Task User_agent_is_sent()
    {
        string? agent = null;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            agent = context.Request.Headers.UserAgent;
            return Answers.Json("{}")(context);
        });
        await using var client = server.Client(new ClusterClientOptions { UserAgent = "tester/1 (me)" });

        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);

        Assert.Equal("tester/1 (me)", agent);
    }

    private static async Task<(ReceivedRequest Request, JsonObject Answer)> SendAsync(Func<ClusterClient, Task<JsonObject>> send)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json("""{"kind":"Answer"}"""));
        await using var client = server.Client();
        var answer = await send(client);
        return (server.Request, answer);
    }

    private sealed class Recorder(HttpMessageHandler inner, List<string> seen) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
