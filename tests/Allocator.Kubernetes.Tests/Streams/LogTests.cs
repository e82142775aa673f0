using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

public sealed class LogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Options_become_the_query()
    {
        var seen = new List<string>();
        await using var node = await FakeNode.StartAsync(context =>
        {
            seen.Add($"{context.Request.Path}{context.Request.QueryString}");
            return context.Response.WriteAsync("a line\n");
        });
        var all = new PodLogOptions
        {
            Container = "main",
            Follow = true,
            Previous = true,
            TailLines = 20,
            Since = TimeSpan.FromMilliseconds(1500),
            Timestamps = true,
            LimitBytes = 5_000_000_000,
        };
        var since = new PodLogOptions { SinceTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)) };
        foreach (var options in new[] { null, all, since })
        {
            await using var log = await node.Client.ReadLogsAsync("ns", "pod", options, Token);
            Assert.Equal("a line\n", await new StreamReader(log).ReadToEndAsync(Token));
        }

        Assert.Equal(
            [
                "/api/v1/namespaces/ns/pods/pod/log",
                "/api/v1/namespaces/ns/pods/pod/log?container=main&follow=true&previous=true&tailLines=20&sinceSeconds=2"
                + "&timestamps=true&limitBytes=5000000000",
                "/api/v1/namespaces/ns/pods/pod/log?sinceTime=2026-01-02T02%3A04%3A05Z",
            ],
            seen);
    }

    [Fact]
    public async Task Since_and_SinceTime_together_throw()
    {
        await using var client = new ClusterClient(ClusterConnection.Anonymous(new Uri("http://127.0.0.1:1")));
        var options = new PodLogOptions { Since = TimeSpan.FromSeconds(1), SinceTime = DateTimeOffset.UnixEpoch };

        await Assert.ThrowsAsync<ArgumentException>(() => client.ReadLogsAsync("ns", "pod", options, Token));
    }

    [Fact]
    public async Task Followed_lines_arrive_as_they_are_written_until_the_container_ends()
    {
        var next = new SemaphoreSlim(0);
        await using var node = await FakeNode.StartAsync(async context =>
        {
            for (var i = 1; i <= 3; i++)
            {
                await context.Response.WriteAsync($"line {i}\n");
                await context.Response.Body.FlushAsync();
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var log = await node.Client.ReadLogsAsync("ns", "pod", new() { Follow = true }, Token);
        var reader = new StreamReader(log);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal($"line {i}", await reader.ReadLineAsync(Token));
            next.Release();
        }

        Assert.Null(await reader.ReadLineAsync(Token));
    }

    [Fact]
    public async Task Log_that_breaks_off_throws_instead_of_ending()
    {
        var reading = new TaskCompletionSource();
        await using var node = await FakeNode.StartAsync(async context =>
        {
            await context.Response.WriteAsync("half a li");
            await context.Response.Body.FlushAsync();
            await reading.Task;
            context.Abort();
        });
        await using var log = await node.Client.ReadLogsAsync("ns", "pod", new() { Follow = true }, Token);
        reading.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => log.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task Disposing_a_followed_log_ends_the_request()
    {
        var ended = new TaskCompletionSource();
        await using var node = await FakeNode.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            context.RequestAborted.Register(ended.SetResult);
            await ended.Task;
        });
        var log = await node.Client.ReadLogsAsync("ns", "pod", new() { Follow = true }, Token);
        await log.DisposeAsync();

        await ended.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Container_that_waits_throws_the_servers_status()
    {
        await using var node = await FakeNode.StartAsync((HttpContext context) =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync(
                """{"kind":"Status","message":"container \"main\" is waiting to start: ContainerCreating","reason":"BadRequest","code":400}""");
        });

        var error = await Assert.ThrowsAsync<KubernetesException>(() => node.Client.ReadLogsAsync("ns", "pod", cancellationToken: Token));
        Assert.Contains("waiting to start", error.Message);
    }
}
