using System.Text.Json.Nodes;

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
