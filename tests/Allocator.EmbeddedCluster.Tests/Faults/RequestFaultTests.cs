using System.Net;

namespace Allocator.Embedded;

/// <summary>Faults of requests, as clients over HTTP see them.</summary>
public sealed class RequestFaultTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(409, "Conflict")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "Timeout")]
    public async Task Refuse_answers_the_code_with_its_usual_reason_and_does_nothing(int code, string reason)
    {
        using var fault = cluster.Faults.Add(new()
        {
            Verb = "create",
            Resource = "configmaps",
            Outcome = FaultOutcome.Refuse,
            StatusCode = (HttpStatusCode)code,
            RetryAfter = TimeSpan.FromSeconds(1.5),
        });
        var http = cluster.Http();

        using var response = await http.CreateMapAsync($"refused-{code}");

        var status = await response.ReadAsync();
        Assert.Equal(code, (int)response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter!.Delta);
        Assert.Equal(("Status", "Failure", reason, (long?)code), (status.Text("kind"), status.Text("status"), status.Text("reason"), status.Number("code")));
        Assert.Equal(2, status.Member("details").Number("retryAfterSeconds"));
        Assert.False(await http.HasMapAsync($"refused-{code}"));
        Assert.Equal(HttpStatusCode.Created, (await http.CreateMapAsync($"refused-{code}")).StatusCode);
    }

    [Fact]
    public async Task Refuse_takes_another_reason_and_is_silent_about_when_to_come_back()
    {
        using var fault = cluster.Faults.Add(
            new() { Verb = "create", Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.Conflict, Reason = "AlreadyExists" });

        using var response = await cluster.Http().CreateMapAsync("taken");

        var status = await response.ReadAsync();
        Assert.Equal(("AlreadyExists", "an injected fault: 409 AlreadyExists"), (status.Text("reason"), status.Text("message")));
        Assert.Null(response.Headers.RetryAfter);
        Assert.False(status.Member("details").Has("retryAfterSeconds"));
    }

    [Fact]
    public async Task Skip_and_times_count_the_requests_that_fit()
    {
        using var fault = cluster.Faults.Add(new() { Verb = "get", Name = "nth", Skip = 2, Times = 2, Outcome = FaultOutcome.Refuse });
        var http = cluster.Http();

        var codes = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            codes.Add((int)await http.StatusAsync(HttpMethod.Get, $"{PlainRequests.ConfigMapsPath}/nth"));
            await http.HasMapAsync("another");
        }

        Assert.Equal([404, 404, 500, 500, 404, 404], codes);
        Assert.Equal(2, fault.Hits);
        await fault.WhenUsedUpAsync(Token);
    }

    [Fact]
    public async Task Skip_and_times_count_exactly_when_requests_come_at_once()
    {
        using var fault = cluster.Faults.Add(new() { Verb = "get", Name = "many", Skip = 20, Times = 30, Outcome = FaultOutcome.Refuse });
        HttpClient[] clients = [cluster.Http(), cluster.Http("1.1"), cluster.Http()];

        var codes = await Task.WhenAll(
            Enumerable.Range(0, 120).Select(i => clients[i % 3].StatusAsync(HttpMethod.Get, $"{PlainRequests.ConfigMapsPath}/many")));

        Assert.Equal(30, codes.Count(code => code == HttpStatusCode.InternalServerError));
        Assert.Equal(90, codes.Count(code => code == HttpStatusCode.NotFound));
        Assert.Equal(30, fault.Hits);
    }

    [Fact]
    public async Task Earliest_fault_that_hits_counts_and_the_next_does_not_see_the_request()
    {
        using var first = cluster.Faults.Add(
            new() { Name = "both", Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.TooManyRequests });
        using var second = cluster.Faults.Add(
            new() { Name = "both", Skip = 1, Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.ServiceUnavailable });
        var http = cluster.Http();

        var codes = new List<int>();
        for (var i = 0; i < 4; i++)
            codes.Add((int)await http.StatusAsync(HttpMethod.Get, $"{PlainRequests.ConfigMapsPath}/both"));

        Assert.Equal([429, 404, 503, 404], codes);
    }

    [Fact]
    public async Task Disposed_fault_hits_no_more()
    {
        var fault = cluster.Faults.Add(new() { Name = "over", Times = 10, Outcome = FaultOutcome.Refuse });
        var http = cluster.Http();
        Assert.Equal(HttpStatusCode.InternalServerError, await http.StatusAsync(HttpMethod.Get, $"{PlainRequests.ConfigMapsPath}/over"));

        fault.Dispose();

        Assert.Equal(HttpStatusCode.NotFound, await http.StatusAsync(HttpMethod.Get, $"{PlainRequests.ConfigMapsPath}/over"));
        Assert.Equal(1, fault.Hits);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fault.WhenUsedUpAsync(Token));
    }

    public static TheoryData<RequestFault, string, string, bool> Matches => new()
    {
        { new() { Verb = "get" }, "GET", "/api/v1/namespaces/default/pods/x", true },
        { new() { Verb = "get" }, "GET", "/api/v1/namespaces/default/pods", false },
        { new() { Verb = "list" }, "GET", "/api/v1/namespaces/default/pods", true },
        { new() { Verb = "list" }, "GET", "/api/v1/pods", true },
        { new() { Verb = "deletecollection" }, "DELETE", "/api/v1/namespaces/default/pods", true },
        { new() { Verb = "delete" }, "DELETE", "/api/v1/namespaces/default/pods/x", true },
        { new() { Resource = "deployments.apps" }, "GET", "/apis/apps/v1/namespaces/default/deployments/x", true },
        { new() { Resource = "deployments.apps" }, "GET", "/apis/apps/v1/namespaces/default/deployments/x/scale", false },
        { new() { Resource = "deployments.apps/scale" }, "GET", "/apis/apps/v1/namespaces/default/deployments/x/scale", true },
        { new() { Resource = "deployments" }, "GET", "/apis/apps/v1/namespaces/default/deployments/x", false },
        { new() { Resource = "pods/log" }, "GET", "/api/v1/namespaces/default/pods/x/log", true },
        { new() { Resource = "namespaces" }, "GET", "/api/v1/namespaces/default", true },
        { new() { Resource = "namespaces" }, "GET", "/api/v1/namespaces/default/pods/x", false },
        { new() { Namespace = "other" }, "GET", "/api/v1/namespaces/other/pods/x", true },
        { new() { Namespace = "other" }, "GET", "/api/v1/namespaces/default/pods/x", false },
        { new() { Namespace = "other" }, "GET", "/api/v1/namespaces/other", true },
        { new() { Name = "x" }, "GET", "/api/v1/namespaces/default/pods/x", true },
        { new() { Name = "x" }, "GET", "/api/v1/namespaces/default/pods/xx", false },
        { new() { Name = "" }, "GET", "/api/v1/namespaces/default/pods", true },
        { new() { UserAgent = "agent/1" }, "GET", "/api/v1/namespaces/default/pods/x", true },
        { new() { UserAgent = "another" }, "GET", "/api/v1/namespaces/default/pods/x", false },
        { new(), "GET", "/version", true },
        { new() { Verb = "get", Resource = "pods" }, "GET", "/version", false },
        { new() { Verb = "get", Resource = "pods", Namespace = "default", Name = "x", UserAgent = "this" }, "GET", "/api/v1/namespaces/default/pods/x", true },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public async Task Fault_hits_what_meets_all_that_is_set(RequestFault fault, string method, string path, bool isHit)
    {
        using var injected = cluster.Faults.Add(fault with { Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.BadGateway });
        var http = cluster.Http(userAgent: "this-agent/1");

        var code = await http.StatusAsync(new(method), path);

        Assert.Equal(isHit, code == HttpStatusCode.BadGateway);
        Assert.Equal(isHit ? 1 : 0, injected.Hits);
    }

    public static TheoryData<RequestFault, string> Impossible => new()
    {
        { new() { Outcome = FaultOutcome.Refuse, Verb = "POST" }, "There is no verb 'POST'; there are get, list," },
        { new() { Outcome = FaultOutcome.Refuse, Skip = -1 }, "Skip is negative" },
        { new() { Outcome = FaultOutcome.Refuse, Times = 0 }, "Times is not positive" },
        { new() { Latency = TimeSpan.FromTicks(-1) }, "Latency is negative" },
        { new() { Outcome = (FaultOutcome)77 }, "There is no outcome 77" },
        { new() { Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.OK }, "StatusCode is no failure: 200" },
        { new() { Outcome = FaultOutcome.DropAfter, StatusCode = HttpStatusCode.Conflict }, "A StatusCode is only for Refuse" },
        { new() { Outcome = FaultOutcome.DropAfter, Reason = "x" }, "A Reason is only for Refuse" },
        { new() { Outcome = FaultOutcome.DropAfter, RetryAfter = TimeSpan.Zero }, "RetryAfter is only for Refuse" },
        { new() { Outcome = FaultOutcome.CutWatch, Verb = "get" }, "A get is no watch" },
        { new() { Verb = "get" }, "It changes nothing" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Add_refuses_what_cannot_be(RequestFault fault, string problem)
    {
        var refusal = Assert.Throws<ArgumentException>(() => cluster.Faults.Add(fault));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_projects_client_waits_out_a_429_and_reports_a_500()
    {
        await using var client = cluster.Client("mine");
        using var busy = cluster.Faults.Add(new()
        {
            UserAgent = "mine",
            Verb = "create",
            Outcome = FaultOutcome.Refuse,
            StatusCode = HttpStatusCode.TooManyRequests,
        });
        using var broken = cluster.Faults.Add(new() { UserAgent = "mine", Verb = "create", Skip = 1, Outcome = FaultOutcome.Refuse });

        var created = await client.CreateAsync(RunningCluster.ConfigMaps, "default", Map("waited-out"), null, Token);
        var failure = await Assert.ThrowsAsync<KubernetesException>(
            () => client.CreateAsync(RunningCluster.ConfigMaps, "default", Map("not-there"), null, Token));

        Assert.Equal("waited-out", created["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.InternalServerError, "InternalError", true), (failure.StatusCode, failure.Reason, failure.OutcomeUnknown));
        Assert.Equal((1, 1), (busy.Hits, broken.Hits));
    }

    private static System.Text.Json.Nodes.JsonObject Map(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = name },
    };
}
