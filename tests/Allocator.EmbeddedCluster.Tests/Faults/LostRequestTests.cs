using System.Net;

namespace Allocator.Embedded;

/// <summary>Requests that are late, or whose connection breaks, over both versions of HTTP.</summary>
public sealed class LostRequestTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Latency_holds_the_request_until_the_clock_has_advanced(string version)
    {
        using var fault = cluster.Faults.Add(new() { Verb = "create", Resource = "configmaps", Latency = TimeSpan.FromSeconds(10) });
        var (slow, other) = (cluster.Http(version), cluster.Http());
        var name = Unique("late", version);
        var request = slow.CreateMapAsync(name);
        await fault.WhenUsedUpAsync(Token);

        cluster.Clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(await other.HasMapAsync(name));
        Assert.False(request.IsCompleted);
        cluster.Clock.Advance(TimeSpan.FromSeconds(0.001));

        using var response = await request;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(await other.HasMapAsync(name));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Latency_then_nothing_when_the_client_has_gone_meanwhile(string version)
    {
        var (http, name) = (cluster.Http(version), Unique("gone", version));
        var timers = cluster.Clock.WaitingTimers;
        using var fault = cluster.Faults.Add(new() { Verb = "create", Latency = TimeSpan.FromSeconds(10) });
        var request = http.CreateMapAsync(name);
        await fault.WhenUsedUpAsync(Token);

        http.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await NodeHarness.SpinAsync(() => cluster.Clock.WaitingTimers <= timers);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await http.HasMapAsync(name));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Latency_and_refusal_come_one_after_the_other(string version)
    {
        using var fault = cluster.Faults.Add(
            new() { Verb = "create", Resource = "configmaps", Latency = TimeSpan.FromSeconds(3), Outcome = FaultOutcome.Refuse });
        var request = cluster.Http(version).CreateMapAsync(Unique("refused-late", version));
        await fault.WhenUsedUpAsync(Token);
        Assert.False(request.IsCompleted);

        cluster.Clock.Advance(TimeSpan.FromSeconds(3));

        using var response = await request;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    // A connection that was used before: a client may be tempted to send again what it lost there.
    [Theory]
    [InlineData("1.1", FaultOutcome.DropBefore, 0)]
    [InlineData("2.0", FaultOutcome.DropBefore, 0)]
    [InlineData("1.1", FaultOutcome.DropAfter, 1)]
    [InlineData("2.0", FaultOutcome.DropAfter, 1)]
    public async Task Drop_fails_at_the_client_and_commits_as_often_as_it_says(string version, FaultOutcome outcome, int commits)
    {
        var (http, of) = (cluster.Http(version), Unique(outcome.ToString(), version));
        Assert.False(await http.HasMapAsync("warm-up"));
        using var fault = cluster.Faults.Add(new() { Verb = "create", Resource = "configmaps", Outcome = outcome });

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.CreateMapAsync($"{of}-"));

        Assert.Null(failure.StatusCode);
        Assert.Equal(commits, await http.CountMapsAsync(of));
        Assert.Equal(1, fault.Hits);
    }

    [Theory]
    [InlineData("1.1", FaultOutcome.DropBefore)]
    [InlineData("2.0", FaultOutcome.DropBefore)]
    [InlineData("1.1", FaultOutcome.DropAfter)]
    [InlineData("2.0", FaultOutcome.DropAfter)]
    public async Task Drop_of_a_read_is_a_failure_too(string version, FaultOutcome outcome)
    {
        var http = cluster.Http(version);
        using var fault = cluster.Faults.Add(new() { Verb = "list", Resource = "configmaps", Outcome = outcome, Times = 2 });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.StatusAsync(HttpMethod.Get, PlainRequests.ConfigMapsPath));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.StatusAsync(HttpMethod.Get, PlainRequests.ConfigMapsPath));

        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync(HttpMethod.Get, PlainRequests.ConfigMapsPath));
    }

    [Theory]
    [InlineData("1.1", FaultOutcome.DropAfter)]
    [InlineData("2.0", FaultOutcome.DropAfter)]
    [InlineData("1.1", FaultOutcome.DropThenCommit)]
    [InlineData("2.0", FaultOutcome.DropThenCommit)]
    public async Task Drop_hides_a_refusal_as_well(string version, FaultOutcome outcome)
    {
        var (http, name) = (cluster.Http(version), Unique($"twice-{outcome}", version));
        using var created = await http.CreateMapAsync(name);
        using var fault = cluster.Faults.Add(new() { Verb = "create", Resource = "configmaps", Outcome = outcome });

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.CreateMapAsync(name));

        Assert.Null(failure.StatusCode);
        Assert.True(await http.HasMapAsync(name));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Late_commit_comes_after_the_latency_and_not_before(string version)
    {
        var (http, of) = (cluster.Http(version), Unique("late-commit", version));
        Assert.Equal(0, await http.CountMapsAsync(of));
        using var fault = cluster.Faults.Add(
            new() { Verb = "create", Resource = "configmaps", Outcome = FaultOutcome.DropThenCommit, Latency = TimeSpan.FromSeconds(5) });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.CreateMapAsync($"{of}-"));
        Assert.Equal(0, await http.CountMapsAsync(of));
        cluster.Clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.Equal(0, await http.CountMapsAsync(of));
        cluster.Clock.Advance(TimeSpan.FromSeconds(0.001));

        // It is a request like any other, and takes its time.
        while (await http.CountMapsAsync(of) == 0)
            await Task.Yield();
        Assert.Equal(1, await http.CountMapsAsync(of));
    }

    [Theory]
    [InlineData("1.1", FaultOutcome.DropAfter)]
    [InlineData("2.0", FaultOutcome.DropThenCommit)]
    public async Task Drop_of_a_watch_only_breaks_it_off(string version, FaultOutcome outcome)
    {
        var http = cluster.Http(version);
        using var fault = cluster.Faults.Add(new() { Verb = "watch", Resource = "secrets", Outcome = outcome });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.WatchAsync("/api/v1/secrets"));

        using var watch = await http.WatchAsync("/api/v1/secrets");
    }

    [Fact]
    public async Task This_projects_client_knows_that_the_outcome_is_unknown()
    {
        await using var client = cluster.Client();
        using var fault = cluster.Faults.Add(new() { Verb = "create", Resource = "configmaps", Outcome = FaultOutcome.DropAfter });

        var failure = await Assert.ThrowsAsync<KubernetesException>(
            () => client.CreateAsync(RunningCluster.ConfigMaps, "default", new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "unheard" } }, null, Token));

        Assert.Equal((null, true), (failure.StatusCode, failure.OutcomeUnknown));
        Assert.True(await cluster.Http().HasMapAsync("unheard"));
    }

    private static string Unique(string name, string version) =>
        $"{name}-{version.Replace(".", "", StringComparison.Ordinal)}".ToLowerInvariant();
}
