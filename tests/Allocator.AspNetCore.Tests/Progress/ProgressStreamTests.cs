using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class ProgressStreamTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_tells_its_progress_and_then_the_instance()
    {
        using var alice = fixture.Server.ClientOf("events-alice");

        var events = await ReadAsync(alice, "/v1/services/echo/instances");

        Assert.Equal("instance", events[^1].Name);
        Assert.Equal("ready", events[^1].Data["state"]!.GetValue<string>());
        Assert.Equal("connection-strings", events[^2].Name);
        Assert.Equal("echo://user:{secret:password}@{host:echo}:{port:7000}", events[^2].Data["full"]!.GetValue<string>());
        var progress = events[..^2];
        Assert.All(progress, one => Assert.Equal("progress", one.Name));
        Assert.Contains(progress, one => one.Data["phase"]!.GetValue<string>() == "waiting" && one.Data["podsTotal"]!.GetValue<int>() == 1);
        Assert.Equal(progress.Select(one => one.Data["elapsed"]!.GetValue<double>()).Order(), progress.Select(one => one.Data["elapsed"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Create_that_fails_ends_with_the_problem()
    {
        using var alice = fixture.Server.ClientOf("events-broken");

        var events = await ReadAsync(alice, "/v1/services/broken/instances");

        Assert.Equal("problem", events[^1].Name);
        Assert.Equal("instance-failed", events[^1].Data["kind"]!.GetValue<string>());
        Assert.Equal(422, events[^1].Data["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_refused_at_once_is_an_ordinary_answer()
    {
        using var alice = fixture.Server.ClientOf("events-refused");

        var answer = await alice.PostAsync("/v1/services/nothing/instances", null, ("Accept", "text/event-stream"));

        Assert.Equal("404 service-not-found", answer.Problem);
    }

    [Fact]
    public async Task Create_that_waits_in_silence_says_so_every_15_seconds()
    {
        var clock = new ManualTimeProvider();
        await using var server = await RunningServer.StartAsync(fixture.Cluster, services: services => services.AddSingleton<TimeProvider>(clock));
        using var alice = server.ClientOf("events-silent");
        using var response = await alice.OpenAsync(HttpMethod.Post, "/v1/services/waiting/instances", "text/event-stream", Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        while (await reader.ReadLineAsync(Token) is { } line && !line.Contains("waiting", StringComparison.Ordinal))
        {
        }

        var comment = CommentAsync(reader);
        var seconds = 0;
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return Task.FromResult(comment.IsCompleted);
        });

        Assert.Equal(": waiting", await comment);
        Assert.InRange(seconds, 15, 45);
    }

    private static async Task<string?> CommentAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith(':'))
                return line;
        }

        return null;
    }

    private static async Task<List<(string Name, JsonNode Data)>> ReadAsync(ApiClient client, string path)
    {
        using var response = await client.OpenAsync(HttpMethod.Post, path, "text/event-stream", Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var blocks = (await response.Content.ReadAsStringAsync(Token)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. from block in blocks
               where !block.StartsWith(':')
               let lines = block.Split('\n')
               select (lines[0]["event: ".Length..], JsonNode.Parse(lines[1]["data: ".Length..])!),
        ];
    }
}
