using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class LiveInstancesTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_begins_with_what_is_there_and_tells_each_change_of_the_callers_own()
    {
        using var alice = fixture.Server.ClientOf("live-alice");
        using var bob = fixture.Server.ClientOf("live-bob");
        var first = await alice.CreateAsync("note");
        await bob.CreateAsync("note");

        using var response = await alice.OpenAsync(HttpMethod.Get, "/v1/instances", "text/event-stream", Token);
        await using var events = EventsOf(response).GetAsyncEnumerator(Token);
        var there = await NextAsync(events, "instances");
        var second = await alice.CreateAsync("note");
        await bob.CreateAsync("note");
        var added = await UntilAsync(events, "instance", instance => instance["state"]!.GetValue<string>() == "ready");
        await alice.DeleteAsync($"/v1/instances/{first}");
        var gone = await UntilAsync(events, "gone", _ => true);

        Assert.Equal([first], there.AsArray().Select(instance => instance!["name"]!.GetValue<string>()));
        Assert.Equal(second, added["name"]!.GetValue<string>());
        Assert.Equal(first, gone["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_of_one_service_tells_of_no_other()
    {
        using var alice = fixture.Server.ClientOf("live-service");
        await alice.CreateAsync("note");

        using var response = await alice.OpenAsync(HttpMethod.Get, "/v1/instances?service=single", "text/event-stream", Token);
        await using var events = EventsOf(response).GetAsyncEnumerator(Token);
        var there = await NextAsync(events, "instances");
        await alice.CreateAsync("note");
        var single = await alice.CreateAsync("single");
        var told = await NextAsync(events, "instance");

        Assert.Empty(there.AsArray());
        Assert.Equal(single, told["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_is_told_to_the_next_viewer_when_the_last_one_has_gone()
    {
        using var alice = fixture.Server.ClientOf("live-again");
        var name = await alice.CreateAsync("note");

        for (var viewer = 0; viewer < 3; viewer++)
        {
            using var response = await alice.OpenAsync(HttpMethod.Get, "/v1/instances", "text/event-stream", Token);
            await using var events = EventsOf(response).GetAsyncEnumerator(Token);
            Assert.Equal(name, Assert.Single((await NextAsync(events, "instances")).AsArray())!["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task List_says_when_the_cluster_is_away_and_tells_all_again_when_it_is_back()
    {
        var clock = new ManualTimeProvider();
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        await using var server = await StartAsync(cluster, clock);
        using var alice = server.ClientOf("live-stale");
        var name = await alice.CreateAsync("note");
        using var response = await alice.OpenAsync(HttpMethod.Get, "/v1/instances", "text/event-stream", Token);
        await using var events = EventsOf(response).GetAsyncEnumerator(Token);
        await NextAsync(events, "instances");

        var away = cluster.Faults.Add(new RequestFault { Resource = "leases.coordination.k8s.io", Outcome = FaultOutcome.Refuse, StatusCode = HttpStatusCode.ServiceUnavailable, Times = int.MaxValue });
        cluster.Faults.CutWatches();
        var stale = await PassTimeAsync(clock, UntilAsync(events, "stale", _ => true));
        away.Dispose();
        var again = await PassTimeAsync(clock, UntilAsync(events, "instances", _ => true));

        Assert.NotEmpty(stale["why"]!.GetValue<string>());
        Assert.Equal(name, Assert.Single(again.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_ends_after_a_while_so_that_its_viewer_is_asked_anew_who_they_are()
    {
        var clock = new ManualTimeProvider();
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        await using var server = await StartAsync(cluster, clock);
        using var alice = server.ClientOf("live-long");
        using var response = await alice.OpenAsync(HttpMethod.Get, "/v1/instances", "text/event-stream", Token);
        await using var events = EventsOf(response).GetAsyncEnumerator(Token);
        await NextAsync(events, "instances");
        var began = clock.GetUtcNow();

        Assert.False(await PassTimeAsync(clock, events.MoveNextAsync().AsTask()));

        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(30));
    }

    private static Task<RunningServer> StartAsync(EmbeddedCluster cluster, TimeProvider clock) =>
        RunningServer.StartAsync(cluster, services: services => services.AddSingleton(clock));

    /// <summary>Lets time pass until something has happened.</summary>
    private static async Task<T> PassTimeAsync<T>(ManualTimeProvider clock, Task<T> happening)
    {
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(happening.IsCompleted);
        });
        return await happening;
    }

    private static async Task<JsonNode> NextAsync(IAsyncEnumerator<(string Name, JsonNode Data)> events, string name)
    {
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(name, events.Current.Name);
        return events.Current.Data;
    }

    private static async Task<JsonNode> UntilAsync(IAsyncEnumerator<(string Name, JsonNode Data)> events, string name, Predicate<JsonNode> isIt)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.Name == name && isIt(events.Current.Data))
                return events.Current.Data;
        }

        throw new Xunit.Sdk.XunitException("The stream ended.");
    }

    private static async IAsyncEnumerable<(string Name, JsonNode Data)> EventsOf(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        var name = "";
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                yield return (name, JsonNode.Parse(line["data: ".Length..])!);
        }
    }
}
