using System.Net;

namespace Allocator;

public sealed class InstanceEndpointsTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_answers_with_the_instance_and_its_address()
    {
        using var alice = fixture.Server.ClientOf("create-alice");

        var answer = await alice.PostAsync("/v1/services/note/instances", new { parameters = new { text = "much" }, lease = 600, origin = new { run = "r1" } });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var name = answer.Json["name"]!.GetValue<string>();
        Assert.Equal($"/v1/instances/{name}", answer.Headers.Location!.OriginalString);
        var read = await alice.GetAsync(answer.Headers.Location.OriginalString);
        Assert.Equal("ready", read.Json["state"]!.GetValue<string>());
        Assert.Equal("create-alice", read.Json["owner"]!.GetValue<string>());
        Assert.Equal("much", read.Json["parameters"]!["text"]!.GetValue<string>());
        Assert.Equal("r1", read.Json["origin"]!["run"]!.GetValue<string>());
        var lease = read.Json["expiresAt"]!.GetValue<DateTimeOffset>() - read.Json["createdAt"]!.GetValue<DateTimeOffset>();
        Assert.InRange(lease, TimeSpan.FromSeconds(595), TimeSpan.FromSeconds(660));
    }

    [Fact]
    public async Task Create_without_a_body_takes_the_service_as_it_is()
    {
        using var alice = fixture.Server.ClientOf("create-plain");

        var name = await alice.CreateAsync("note");

        Assert.Matches("^note-[0-9a-f]{8}$", name);
    }

    [Fact]
    public async Task Create_with_the_same_key_gives_the_same_instance()
    {
        using var alice = fixture.Server.ClientOf("create-key");

        var first = await alice.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "k1"));
        var second = await alice.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "k1"));
        var other = await alice.PostAsync("/v1/services/note/instances", null, ("Idempotency-Key", "k2"));

        Assert.Equal(first.Json["uid"]!.GetValue<string>(), second.Json["uid"]!.GetValue<string>());
        Assert.NotEqual(first.Json["uid"]!.GetValue<string>(), other.Json["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_above_the_limit_is_refused_and_names_the_holder()
    {
        using var alice = fixture.Server.ClientOf("create-limit");
        var held = await alice.CreateAsync("single");

        var answer = await alice.PostAsync("/v1/services/single/instances");

        Assert.Equal("409 limit-exceeded", answer.Problem);
        Assert.Equal(held, Assert.Single(answer.Json["holders"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(1, answer.Json["limit"]!.GetValue<int>());
        Assert.True(answer.Json["isPerOwner"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("note", """{"parameters":{"text":"little"}}""", "400 parameters")]
    [InlineData("note", """{"parameters":{"tone":"much"}}""", "400 parameters")]
    [InlineData("note", """{"lease":3}""", "400 bad-request")]
    [InlineData("note", """{"lease":"long"}""", "400 bad-request")]
    [InlineData("note", """{"lifetime":-5}""", "400 bad-request")]
    [InlineData("note", """{"placeTimeout":1e300}""", "400 bad-request")]
    [InlineData("note", """{"parameters":""", "400 bad-request")]
    [InlineData("nothing", "{}", "404 service-not-found")]
    [InlineData("broken", "{}", "422 instance-failed")]
    public async Task Create_that_cannot_be_says_why(string service, string body, string problem)
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        http.DefaultRequestHeaders.Add("X-Allocator-User", "create-wrong");
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var response = await http.PostAsync(new Uri($"/v1/services/{service}/instances", UriKind.Relative), content, Token);

        var answer = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(problem, answer.Problem);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_that_fails_tells_the_reason_and_the_diagnosis()
    {
        using var alice = fixture.Server.ClientOf("create-broken");

        var answer = await alice.PostAsync("/v1/services/broken/instances");

        Assert.Equal("imagePull", answer.Json["reason"]!.GetValue<string>());
        Assert.Contains("nowhere.invalid/nothing:1", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await alice.GetAsync("/v1/instances")).Json["items"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task List_is_paged_and_the_pages_are_the_whole()
    {
        using var alice = fixture.Server.ClientOf("list-alice");
        var created = new List<string>();
        for (var i = 0; i < 5; i++)
            created.Add(await alice.CreateAsync("note"));

        var listed = new List<string>();
        string? next = null;
        do
        {
            var page = (await alice.GetAsync($"/v1/instances?service=note&limit=2{(next is null ? "" : $"&continue={next}")}")).Json;
            Assert.InRange(page["items"]!.AsArray().Count, 1, 2);
            listed.AddRange(page["items"]!.AsArray().Select(instance => instance!["name"]!.GetValue<string>()));
            next = page["continue"]?.GetValue<string>();
        }
        while (next is not null);

        Assert.Equal(created.Order(), listed.Order());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("continue=!")]
    [InlineData("continue=bm9wZQ")]
    public async Task List_with_a_wrong_page_is_refused(string query)
    {
        using var alice = fixture.Server.ClientOf("list-wrong");

        Assert.Equal("400 bad-request", (await alice.GetAsync($"/v1/instances?{query}")).Problem);
    }

    [Fact]
    public async Task Destroy_with_wait_answers_when_it_is_gone()
    {
        using var alice = fixture.Server.ClientOf("destroy-alice");
        var name = await alice.CreateAsync("note");

        var answer = await alice.DeleteAsync($"/v1/instances/{name}?wait=true");

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("404 instance-not-found", (await alice.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Fact]
    public async Task Create_that_is_given_up_leaves_nothing()
    {
        using var alice = fixture.Server.ClientOf("create-gone");
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);

        using var stream = await alice.OpenAsync(HttpMethod.Post, "/v1/services/waiting/instances", "text/event-stream", giveUp.Token);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(giveUp.Token));
        await reader.ReadLineAsync(giveUp.Token);
        await Eventually.TrueAsync(async () => (await alice.GetAsync("/v1/instances")).Json["items"]!.AsArray().Count == 1);
        await giveUp.CancelAsync();
        stream.Dispose();

        await Eventually.TrueAsync(async () => (await alice.GetAsync("/v1/instances")).Json["items"]!.AsArray().Count == 0);
    }
}
