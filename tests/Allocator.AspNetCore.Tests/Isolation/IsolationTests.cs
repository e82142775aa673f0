namespace Allocator;

public sealed class IsolationTests(ServerFixture fixture)
{
    public static TheoryData<string, string> EndpointsOfInstances() => [.. MappedEndpoints.All().Where(endpoint => endpoint.Pattern.Contains("{name}", StringComparison.Ordinal)).ToArray()];

    [Fact]
    public void Endpoints_are_those_of_the_documentation()
    {
        string[] verbs = ["suspend", "resume", "reset", "renew", "keep", "exec", "destroy"];
        string[] views = ["logs", "events", "description", "ports", "ports/{port}/tunnel", "secret", "connection-strings"];

        Assert.Equal(
            [
                "DELETE /v1/instances/{name}", "GET /v1/history", "GET /v1/instances", "GET /v1/instances/{name}", "GET /v1/places", "GET /v1/services", "GET /v1/services/{service}", "GET /v1/session", "POST /v1/services/{service}/instances",
                .. verbs.Select(verb => $"POST /v1/instances/{{name}}/{verb}"),
                .. views.Select(view => $"GET /v1/instances/{{name}}/{view}"),
            ],
            MappedEndpoints.All().Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}"),
            (expected, actual) => expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EndpointsOfInstances))]
    public async Task Instance_of_somebody_else_looks_like_none(string method, string pattern)
    {
        using var alice = fixture.Server.ClientOf("isolation-alice");
        using var bob = fixture.Server.ClientOf("isolation-bob");
        var hers = (await alice.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "isolation"))).Json["name"]!.GetValue<string>();

        var others = await CallAsync(bob, method, pattern, hers);
        var unknown = await CallAsync(bob, method, pattern, "note-00000000");

        Assert.Equal("404 instance-not-found", others.Problem);
        Assert.Equal(WithoutTrace(unknown).Replace("note-00000000", hers, StringComparison.Ordinal), WithoutTrace(others));
        Assert.Equal("ready", (await alice.GetAsync($"/v1/instances/{hers}")).Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_shows_the_callers_own_only()
    {
        using var alice = fixture.Server.ClientOf("isolation-list-alice");
        using var bob = fixture.Server.ClientOf("isolation-list-bob");
        var hers = await alice.CreateAsync("note");
        var his = await bob.CreateAsync("note");

        Assert.Equal(hers, Assert.Single((await alice.GetAsync("/v1/instances")).Json["items"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(his, Assert.Single((await bob.GetAsync("/v1/instances")).Json["items"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Idempotency_key_of_somebody_else_means_another_instance()
    {
        using var alice = fixture.Server.ClientOf("isolation-key-alice");
        using var bob = fixture.Server.ClientOf("isolation-key-bob");

        var hers = await alice.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "same"));
        var his = await bob.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "same"));

        Assert.NotEqual(hers.Json["uid"]!.GetValue<string>(), his.Json["uid"]!.GetValue<string>());
        Assert.Equal("isolation-key-bob", his.Json["owner"]!.GetValue<string>());
    }

    private static Task<Answer> CallAsync(ApiClient client, string method, string pattern, string name) =>
        client.SendAsync(new HttpMethod(method), MappedEndpoints.Path(pattern, name), method == "POST" ? MappedEndpoints.Body : null);

    private static string WithoutTrace(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
