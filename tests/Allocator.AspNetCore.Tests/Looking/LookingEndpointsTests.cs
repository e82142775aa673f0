using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class LookingEndpointsTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_are_text()
    {
        using var alice = fixture.Server.ClientOf("look-logs");
        var name = await alice.CreateAsync("talker");

        var all = await alice.GetAsync($"/v1/instances/{name}/logs");
        var last = await alice.GetAsync($"/v1/instances/{name}/logs?tail=1");

        Assert.Equal("text/plain", all.MediaType);
        Assert.Equal("one\ntwo\n", all.Text);
        Assert.Equal("two\n", last.Text);
        Assert.Equal("nosniff", Assert.Single(all.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("tail=-1")]
    [InlineData("since=-3")]
    [InlineData("follow=perhaps")]
    public async Task Logs_with_a_wrong_query_are_refused(string query)
    {
        using var alice = fixture.Server.ClientOf("look-wrong");
        var name = await alice.CreateAsync("note");

        Assert.Equal("400 bad-request", (await alice.GetAsync($"/v1/instances/{name}/logs?{query}")).Problem);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson")]
    public async Task Logs_are_followed_while_they_are_written(string mediaType)
    {
        using var alice = fixture.Server.ClientOf("look-follow");
        var name = await alice.CreateAsync("talker");
        using var response = await alice.OpenAsync(HttpMethod.Get, $"/v1/instances/{name}/logs?follow=true", mediaType, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("one", await LineAsync());
        Assert.Equal("two", await LineAsync());

        string[] command = ["sh", "-c", "echo three > /talk"];
        Assert.Equal(0, (await alice.PostAsync($"/v1/instances/{name}/exec", new { command })).Json["exitCode"]!.GetValue<int>());

        Assert.Equal("three", await LineAsync());

        async Task<string?> LineAsync()
        {
            var line = await reader.ReadLineAsync(Token);
            return mediaType == "text/plain" ? line : JsonNode.Parse(line!)!["text"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task Log_that_is_silent_says_every_15_seconds_that_the_server_lives()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(fixture.Cluster, services: services => services.AddSingleton<TimeProvider>(clock));
        using var here = fixture.Server.ClientOf("look-silent");
        using var alice = server.ClientOf("look-silent");
        var name = await here.CreateAsync("talker");
        using var response = await alice.OpenAsync(HttpMethod.Get, $"/v1/instances/{name}/logs?follow=true", "application/x-ndjson", Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.NotEmpty((await reader.ReadLineAsync(Token))!);
        Assert.NotEmpty((await reader.ReadLineAsync(Token))!);

        var next = reader.ReadLineAsync(Token).AsTask();
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(next.IsCompleted);
        });

        Assert.Equal("", await next);
    }

    [Fact]
    public async Task Events_and_description_tell_of_the_pods()
    {
        using var alice = fixture.Server.ClientOf("look-events");
        var name = await alice.CreateAsync("echo");

        var events = (await alice.GetAsync($"/v1/instances/{name}/events")).Json["items"]!.AsArray();
        var description = await alice.GetAsync($"/v1/instances/{name}/description");

        Assert.Contains(events, one => one!["reason"]!.GetValue<string>() == "Scheduled" && one["subject"]!.GetValue<string>().StartsWith($"Pod {name}", StringComparison.Ordinal));
        Assert.Equal("text/plain", description.MediaType);
        Assert.Contains($"Instance {name} of service 'echo'", description.Text, StringComparison.Ordinal);
    }
}
