using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Allocator;

public sealed class GracefulStopTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_that_is_told_to_stop_is_not_ready_and_still_takes_requests()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(2));
        using var alice = server.ClientOf("stop-ready");
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/readyz")).Status);

        server.App.Lifetime.StopApplication();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await alice.GetAsync("/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/healthz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/v1/instances")).Status);
    }

    [Fact]
    public async Task Server_with_a_delay_stops_when_that_is_over()
    {
        var clock = new ManualTimeProvider();
        var server = await RunningServer.StartAsync(
            fixture.Cluster,
            options => (options.Development.Enabled, options.ShutdownDelay) = (true, TimeSpan.FromSeconds(5)),
            services => services.AddSingleton<TimeProvider>(clock));
        await using var app = server.App;
        using var alice = server.ClientOf("stop-delayed");

        var stopping = app.StopAsync(Token);
        var seconds = 0;
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/v1/instances")).Status);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return Task.FromResult(stopping.IsCompleted);
        });

        await stopping;
        Assert.True(seconds >= 5, $"it stopped after {seconds} s");
        await Assert.ThrowsAsync<HttpRequestException>(() => alice.GetAsync("/v1/instances"));
    }

    [Fact]
    public async Task Operation_under_way_ends_well()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(2));
        using var alice = server.ClientOf("stop-alice");
        var creating = alice.PostAsync("/v1/services/echo/instances");
        await Eventually.TrueAsync(async () => await CountAsync("stop-alice") == 1);

        await server.App.StopAsync(Token);
        var created = await creating;

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(1, await CountAsync("stop-alice"));
    }

    [Fact]
    public async Task Operation_that_cannot_end_in_time_is_undone_and_its_caller_told_to_repeat_it()
    {
        // No longer than cleaning up may take.
        await using var server = await StartAsync(TimeSpan.FromSeconds(20));
        using var alice = server.ClientOf("stop-waiting");
        var creating = alice.PostAsync("/v1/services/waiting/instances", null, ("Idempotency-Key", "k"));
        await Eventually.TrueAsync(async () => await CountAsync("stop-waiting") == 1);

        await server.App.StopAsync(Token);
        var answer = await creating;

        Assert.Equal("503 shutting-down", answer.Problem);
        Assert.NotNull(answer.Headers.RetryAfter);
        await Eventually.TrueAsync(async () => await CountAsync("stop-waiting") == 0);
    }

    [Fact]
    public async Task List_that_stays_true_ends_in_order_and_does_not_delay_the_stop()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        using var reader = await FollowAsync(server, "/v1/instances", "text/event-stream");

        await server.App.StopAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);

        await reader.ReadToEndAsync(Token);
    }

    [Fact]
    public async Task Log_that_is_followed_is_broken_off_for_its_end_would_be_the_pods_and_does_not_delay_the_stop()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        using var reader = await FollowAsync(server, "/v1/instances/{name}/logs?follow=true", "application/x-ndjson");

        await server.App.StopAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);

        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(Token));
    }

    private static async Task<StreamReader> FollowAsync(RunningServer server, string path, string mediaType)
    {
        var alice = server.ClientOf("stop-viewer");
        var name = await alice.CreateAsync("talker");
        var response = await alice.OpenAsync(HttpMethod.Get, path.Replace("{name}", name, StringComparison.Ordinal), mediaType, Token);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.NotNull(await reader.ReadLineAsync(Token));
        return reader;
    }

    private Task<RunningServer> StartAsync(TimeSpan timeout) => RunningServer.StartAsync(
        fixture.Cluster, options => options.Development.Enabled = true, services => services.Configure<HostOptions>(host => host.ShutdownTimeout = timeout));

    /// <summary>As another replica sees it.</summary>
    private async Task<int> CountAsync(string user)
    {
        using var client = fixture.Server.ClientOf(user);
        return (await client.GetAsync("/v1/instances")).Json["items"]!.AsArray().Count;
    }
}
