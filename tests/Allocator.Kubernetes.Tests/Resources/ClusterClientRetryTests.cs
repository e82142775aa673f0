using System.Net;
using System.Text.Json.Nodes;
using Allocator.Testing;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests;

public sealed class ClusterClientRetryTests
{
    private const string Pod = """{"kind":"Pod","metadata":{"name":"p"}}""";
    private static readonly RequestDelegate s_found = Answers.Json(Pod);

    // Of an API server that has just started.
    private static readonly RequestDelegate s_noRight = Answers.Status(
        403, "Forbidden", """pods \"p\" is forbidden: User \"u\" cannot get resource \"pods\" in API group \"\" in the namespace \"ns\": RBAC: role.rbac.authorization.k8s.io \"r\" not found""");

    private static readonly RequestDelegate s_notReady = Answers.Status(403, "Forbidden", """pods \"p\" is forbidden: not yet ready to handle request""");

    /// <summary>The verbs by name, each as a call; xunit shows the name.</summary>
    private static readonly Dictionary<string, Func<ClusterClient, Task>> s_calls = new()
    {
        ["get"] = client => client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation),
        ["list"] = client => client.ListPageAsync(ResourceKind.Pod, "ns", null, 1, null, Cancellation),
        ["create"] = client => client.CreateAsync(ResourceKind.Pod, "ns", [], null, Cancellation),
        ["dry run"] = client => client.CreateAsync(ResourceKind.Pod, "ns", [], new ResourceCreate { DryRun = true }, Cancellation),
        ["apply"] = client => client.ApplyAsync(ResourceKind.Pod, "ns", "p", [], "me", true, Cancellation),
        ["merge patch"] = client => client.PatchAsync(ResourceKind.Pod, "ns", "p", PatchKind.Merge, new JsonObject(), null, Cancellation),
        ["json patch"] = client => client.PatchAsync(ResourceKind.Pod, "ns", "p", PatchKind.Json, new JsonArray(), null, Cancellation),
        ["delete"] = client => client.DeleteAsync(ResourceKind.Pod, "ns", "p", null, Cancellation),
        ["delete by uid"] = client => client.DeleteAsync(ResourceKind.Pod, "ns", "p", new ResourceDelete { Uid = "u" }, Cancellation),
        ["can"] = client => client.CanAsync("get", ResourceKind.Pod, null, "ns", null, Cancellation),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Verbs => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Any_verb_refused_with_429_is_sent_again(string verb)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(429, "TooManyRequests"), Answers.Status(429), s_found);
        await using var client = server.Client();

        await s_calls[verb](client);

        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Distinct());
    }

    [Theory]
    [InlineData("get")]
    [InlineData("list")]
    [InlineData("dry run")]
    [InlineData("merge patch")]
    [InlineData("delete by uid")]
    [InlineData("can")]
    public async Task Repeatable_verb_whose_connection_was_lost_is_sent_again(string verb)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Lost, s_found);
        await using var client = server.Client();

        await s_calls[verb](client);

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Repeatable_verb_is_sent_again_after_a_server_error(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Text("sorry", status), s_found);
        await using var client = server.Client();

        await s_calls["get"](client);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Get_whose_answer_breaks_off_is_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Cut("""{"kind":"""), s_found);
        await using var client = server.Client();

        await s_calls["get"](client);

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("apply")]
    [InlineData("json patch")]
    [InlineData("delete")]
    public async Task Other_verb_whose_answer_was_lost_after_the_commit_is_not_sent_again(string verb)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Lost, s_found);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls[verb](client));

        Assert.True(e.OutcomeUnknown);
        Assert.Null(e.StatusCode);
        Assert.NotNull(e.InnerException);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Create_lost_on_a_connection_that_served_before_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync(s_found, Answers.Lost, s_found);
        await using var client = server.Client();
        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["create"](client));

        Assert.True(e.OutcomeUnknown);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Create_whose_answer_breaks_off_has_an_unknown_outcome()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Cut("""{"kind":"""), s_found);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["create"](client));

        Assert.True(e.OutcomeUnknown);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Create_answered_with_503_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(503, retryAfter: "1"), s_found);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["create"](client));

        Assert.True(e.OutcomeUnknown);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, e.StatusCode);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(501)]
    public async Task Final_status_is_not_tried_again(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(status), s_found);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["get"](client));

        Assert.Equal(status, (int)e.StatusCode!);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Any_verb_refused_for_lack_of_a_right_after_an_outage_is_sent_again(string verb)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Lost, s_found, s_noRight, s_notReady, s_found);
        await using var client = server.Client();
        await client.GetAsync(ResourceKind.Pod, "ns", "p", Cancellation);

        await s_calls[verb](client);

        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Lack_of_a_right_is_final_without_an_outage()
    {
        await using var server = await ScriptedServer.StartAsync(s_found, s_noRight, s_found);
        await using var client = server.Client();
        await s_calls["get"](client);

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["get"](client));

        Assert.Equal(HttpStatusCode.Forbidden, e.StatusCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Lack_of_a_right_is_final_half_a_minute_after_an_outage()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Lost, s_noRight, s_found);
        var clock = new ManualTimeProvider();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock });
        await Assert.ThrowsAsync<KubernetesException>(() => s_calls["create"](client));
        clock.Advance(TimeSpan.FromSeconds(30));

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["get"](client));

        Assert.Equal(HttpStatusCode.Forbidden, e.StatusCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Refusal_of_admission_is_final_after_an_outage()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Lost, s_found, Answers.Status(403, "Forbidden", "pods p is forbidden: exceeded quota: q"), s_found);
        await using var client = server.Client();
        await s_calls["get"](client);

        await Assert.ThrowsAsync<KubernetesException>(() => s_calls["create"](client));

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("7", "{}")]
    [InlineData(null, """{"retryAfterSeconds":7}""")]
    public async Task Retry_waits_as_long_as_the_server_asks(string? header, string details)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(429, details: details, retryAfter: header), s_found);
        var clock = new ManualTimeProvider();
        var log = new RetryLog();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock }, log);

        var call = s_calls["create"](client);
        await log.WaitsAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, clock.WaitingTimers);
        clock.Advance(TimeSpan.FromSeconds(1));
        await call;

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Retry_waits_until_the_date_that_the_server_names()
    {
        await using var server = await ScriptedServer.StartAsync(
            context =>
            {
                context.Response.Headers.Date = "Fri, 01 Jan 2027 00:00:00 GMT";
                return Answers.Status(429, retryAfter: "Fri, 01 Jan 2027 00:00:09 GMT")(context);
            },
            s_found);
        var clock = new ManualTimeProvider();
        var log = new RetryLog();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock }, log);

        var call = s_calls["get"](client);
        await log.WaitsAsync(clock);
        clock.Advance(TimeSpan.FromSeconds(8.9));
        Assert.Equal(1, clock.WaitingTimers);
        clock.Advance(TimeSpan.FromSeconds(1));
        await call;

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Wait_longer_than_the_time_left_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(429, retryAfter: "121"), s_found);
        await using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesException>(() => s_calls["get"](client));

        Assert.Equal(TimeSpan.FromSeconds(121), e.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Retries_end_with_the_retry_timeout()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(429, retryAfter: "50"));
        var clock = new ManualTimeProvider();
        var log = new RetryLog();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock }, log);

        var call = s_calls["get"](client);
        for (var i = 0; i < 2; i++)
        {
            await log.WaitsAsync(clock);
            clock.Advance(TimeSpan.FromSeconds(51));
        }

        var e = await Assert.ThrowsAsync<KubernetesException>(() => call);
        Assert.Equal(HttpStatusCode.TooManyRequests, e.StatusCode);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(429, retryAfter: "50"));
        var clock = new ManualTimeProvider();
        var log = new RetryLog();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock }, log);
        using var cancel = new CancellationTokenSource();

        var call = client.GetAsync(ResourceKind.Pod, "ns", "p", cancel.Token);
        await log.WaitsAsync(clock);
        await cancel.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, e.CancellationToken);
    }
}
