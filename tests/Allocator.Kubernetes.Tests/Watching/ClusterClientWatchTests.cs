using System.Threading.Channels;
using Allocator.Testing;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests;

public sealed class ClusterClientWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_come_as_they_are_written_until_the_server_ends()
    {
        var texts = Channel.CreateUnbounded<string>();
        await using var server = await ScriptedServer.StartAsync(Answers.Stream(texts.Reader));
        await using var client = server.Client();
        var selector = new ResourceSelector { Labels = "a=b" };
        await using var watch = client.WatchAsync(ResourceKind.Pod, "ns", selector, "7", Cancellation).GetAsyncEnumerator(Cancellation);
        var large = new string('x', 100_000);

        texts.Writer.TryWrite(Events.Added("p", "8"));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Added, "8"), (watch.Current.Type, watch.Current.Item.Text("metadata", "resourceVersion")));
        Assert.Null(watch.Current.Item.Parent);

        texts.Writer.TryWrite(Events.Modified("p", "9")[..40]);
        texts.Writer.TryWrite(Events.Modified("p", "9")[40..] + Events.Deleted(large, "10") + Events.Bookmark("11"));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Modified, "9"), (watch.Current.Type, watch.Current.Item.Text("metadata", "resourceVersion")));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Deleted, large), (watch.Current.Type, watch.Current.Item.Text("metadata", "name")));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Bookmark, "11"), (watch.Current.Type, watch.Current.Item.Text("metadata", "resourceVersion")));

        texts.Writer.Complete();
        Assert.False(await watch.MoveNextAsync());
        const string Query = @"\?watch=true&allowWatchBookmarks=true&resourceVersion=7&timeoutSeconds=[3-5]\d\d&labelSelector=a%3Db$";
        Assert.Matches("^/api/v1/namespaces/ns/pods" + Query, server.Request.Target);
    }

    [Fact]
    public async Task Gone_in_the_stream_is_an_exception()
    {
        var e = await FailAsync(Answers.Stream(Events.Gone));

        Assert.Equal(410, (int)e.StatusCode!);
        Assert.Equal("WATCH pods in namespace ns: 410 Expired: too old resource version: 1 (9)", e.Message);
        Assert.False(e.OutcomeUnknown);
    }

    [Fact]
    public async Task Gone_as_the_answer_is_the_same_exception()
    {
        var e = await FailAsync(Answers.Status(410, "Expired", "too old resource version: 1 (9)"));

        Assert.Equal("WATCH pods in namespace ns: 410 Expired: too old resource version: 1 (9)", e.Message);
    }

    [Fact]
    public async Task End_in_the_middle_of_an_event_is_a_lost_connection()
    {
        var e = await FailAsync(Answers.Stream(Events.Added("p", "8")[..^1]));

        Assert.Null(e.StatusCode);
        Assert.Contains("broke off", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_cut_is_a_lost_connection()
    {
        var texts = Channel.CreateUnbounded<string>();
        await using var server = await ScriptedServer.StartAsync(Answers.Stream(texts.Reader));
        await using var client = server.Client();
        using var watch = await client.OpenWatchAsync(ResourceKind.Pod, "ns", null, "7", Cancellation);

        texts.Writer.TryWrite(Events.Added("p", "8")[..20]);
        texts.Writer.TryWrite(Answers.Abort);
        var e = await Assert.ThrowsAsync<KubernetesException>(async () => await watch.ReadAsync(Cancellation));

        Assert.Null(e.StatusCode);
        Assert.IsType<IOException>(e.InnerException, exactMatch: false);
    }

    [Theory]
    [InlineData("<html>\n")]
    [InlineData("[]\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"ERROR\",\"object\":{}}\n")]
    [InlineData("{\"type\":\"NEWS\",\"object\":{}}\n")]
    public async Task Something_else_is_an_error(string line)
    {
        var e = await FailAsync(Answers.Stream(line));

        Assert.Null(e.StatusCode);
        Assert.StartsWith("WATCH pods in namespace ns: what came is not an event", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_that_the_server_should_have_ended_is_given_up()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Stream(Channel.CreateUnbounded<string>().Reader));
        var clock = new ManualTimeProvider();
        await using var client = server.Client(new ClusterClientOptions { TimeProvider = clock });
        using var watch = await client.OpenWatchAsync(ResourceKind.Pod, "ns", null, "7", Cancellation);

        var read = watch.ReadAsync(Cancellation).AsTask();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(read.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(6));

        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => read)).TimedOut);
    }

    [Fact]
    public async Task Cancellation_ends_it_and_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(closed.SetResult);
            await context.Response.WriteAsync(Events.Added("p", "8"), Cancellation);
            await Answers.Silence(context);
        });
        await using var client = server.Client();
        using var cancel = new CancellationTokenSource();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var change in client.WatchAsync(ResourceKind.Pod, "ns", null, "7", cancel.Token))
                await cancel.CancelAsync();
        });

        Assert.Equal(cancel.Token, e.CancellationToken);
        await closed.Task;
    }

    private static async Task<KubernetesException> FailAsync(RequestDelegate answer)
    {
        await using var server = await ScriptedServer.StartAsync(answer);
        await using var client = server.Client();
        return await Assert.ThrowsAsync<KubernetesException>(async () =>
        {
            await foreach (var change in client.WatchAsync(ResourceKind.Pod, "ns", null, "7", Cancellation))
                Assert.Fail($"There was an event: {change}");
        });
    }
}
