using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests;

public sealed class ResourceWatchTests
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _live = Channel.CreateUnbounded<string>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A watch that the test writes to.</summary>
    private RequestDelegate Live => Answers.Stream(_live.Reader);

    [Fact]
    public async Task Subscriber_hears_what_is_there_and_then_what_changes()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5", Events.Item("a", "1"))), Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        await watch.Synced;
        await SeesAsync("Added a 1");
        Write(Events.Added("b", "6"), Events.Modified("a", "7"), Events.Deleted("b", "8"));

        await SeesAsync("Added b 6", "Modified a 7", "Deleted b 8");
        Assert.Equal("7", Assert.Single(watch.Items).Text("metadata", "resourceVersion"));
        Assert.Contains("resourceVersion=5&", server.Requests[1].Target, StringComparison.Ordinal);
        Assert.Null(watch.LastError);
    }

    [Fact]
    public async Task Late_subscriber_hears_what_is_there_before_subscribing_returns()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5", Events.Item("a", "1"))), Live);
        await using var client = server.Client();
        await using var watch = Start(client);
        await watch.Synced;
        var late = new List<string>();

        using var subscription = watch.Subscribe(change => late.Add(Events.Describe(change)));

        Assert.Equal(["Added a 1"], late);
    }

    [Fact]
    public async Task All_pages_of_the_list_are_read()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json($$"""{"metadata":{"resourceVersion":"5","continue":"c"},"items":[{{Events.Item("a", "1")}}]}"""),
            Answers.Json(Events.List("5", Events.Item("b", "2"))),
            Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        await watch.Synced;

        await SeesAsync("Added a 1", "Added b 2");
    }

    [Fact]
    public async Task Lost_connection_is_resumed_after_the_last_event()
    {
        var first = Channel.CreateUnbounded<string>();
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5")), Answers.Stream(first.Reader), Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        first.Writer.TryWrite(Events.Added("a", "6"));
        await SeesAsync("Added a 6");
        first.Writer.TryWrite(Events.Modified("a", "7")[..30]);
        first.Writer.TryWrite(Answers.Abort);
        Write(Events.Modified("a", "7"));

        await SeesAsync("Modified a 7");
        Assert.Contains("resourceVersion=6&", server.Requests[2].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_that_the_server_ended_is_resumed_after_the_last_bookmark()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json(Events.List("5")), Answers.Stream(Events.Added("a", "6"), Events.Bookmark("900")), Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        await SeesAsync("Added a 6");
        Write(Events.Modified("a", "901"));

        await SeesAsync("Modified a 901");
        Assert.Contains("resourceVersion=900&", server.Requests[2].Target, StringComparison.Ordinal);
    }

    public static TheoryData<string> WaysToBeGone => ["in the stream", "as the answer"];

    [Theory]
    [MemberData(nameof(WaysToBeGone))]
    public async Task Gone_lists_again_and_tells_the_difference(string way)
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json(Events.List("5", Events.Item("a", "1"), Events.Item("b", "2"), Events.Item("c", "3", "old"))),
            way == "as the answer" ? Answers.Status(410, "Expired") : Answers.Stream(Events.Gone),
            Answers.Json(Events.List("20", Events.Item("b", "12"), Events.Item("c", "13", "new"))),
            Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        await SeesAsync("Added a 1", "Added b 2", "Added old 3", "Deleted a 1", "Modified b 12", "Deleted old 3", "Added new 13");
        await watch.Synced;
        Write(Events.Modified("b", "21"));

        await SeesAsync("Modified b 21");
        Assert.Contains("resourceVersion=20&", server.Requests[3].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_that_cannot_be_resumed_lists_again()
    {
        var broken = Answers.Stream(Events.Line("ERROR", """{"kind":"Status","code":500,"message":"oh"}"""));
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json(Events.List("5")), broken, broken, broken, Answers.Json(Events.List("3", Events.Item("a", "2"))), Live);
        await using var client = server.Client();
        await using var watch = Start(client);

        await SeesAsync("Added a 2");

        Assert.Contains("resourceVersion=5&", server.Requests[3].Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task List_that_is_refused_fails_synced_and_ends_the_watch(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(status, "No"));
        await using var client = server.Client();
        await using var watch = Start(client);

        var e = await Assert.ThrowsAsync<KubernetesException>(() => watch.Synced);

        Assert.Equal(status, (int)e.StatusCode!);
        Assert.StartsWith("LIST pods in namespace ns", e.Message, StringComparison.Ordinal);
        Assert.Same(e, watch.LastError);
        await watch.DisposeAsync();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Watch_that_is_refused_fails_synced()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5")), Answers.Status(403, "Forbidden"));
        await using var client = server.Client();
        await using var watch = Start(client);

        var e = await Assert.ThrowsAsync<KubernetesException>(() => watch.Synced);

        Assert.True(e.IsForbidden);
        Assert.StartsWith("WATCH pods in namespace ns", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_after_synced_is_retried_and_told_as_last_error()
    {
        var refused = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json(Events.List("5")),
            Answers.Stream(Events.Added("a", "6")),
            Answers.Status(403, "Forbidden"),
            async context =>
            {
                asked.SetResult();
                await refused.Task;
                await Live(context);
            });
        await using var client = server.Client();
        await using var watch = Start(client);

        await watch.Synced;
        await asked.Task;
        Assert.True(Assert.IsType<KubernetesException>(watch.LastError).IsForbidden);
        refused.SetResult();
        Write(Events.Modified("a", "7"));

        await SeesAsync("Added a 6", "Modified a 7");
        Assert.Null(watch.LastError);
    }

    [Fact]
    public async Task Subscriber_that_throws_disturbs_nobody()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5", Events.Item("a", "1"))), Live);
        await using var client = server.Client();
        await using var watch = new ResourceWatch(client, ResourceKind.Pod, "ns");
        using var bad = watch.Subscribe(_ => throw new InvalidOperationException("no"));
        using var good = watch.Subscribe(change => _seen.Writer.TryWrite(Events.Describe(change)));
        watch.Start();

        await watch.Synced;
        Write(Events.Added("b", "6"));

        await SeesAsync("Added a 1", "Added b 6");
    }

    [Fact]
    public async Task Disposed_subscriber_hears_nothing_more_even_from_within_its_call()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5", Events.Item("a", "1"), Events.Item("b", "2"))), Live);
        await using var client = server.Client();
        await using var watch = new ResourceWatch(client, ResourceKind.Pod, "ns");
        var heard = 0;
        IDisposable? subscription = null;
        subscription = watch.Subscribe(_ =>
        {
            heard++;
            subscription!.Dispose();
        });
        watch.Start();
        await watch.Synced;

        using var other = watch.Subscribe(change => _seen.Writer.TryWrite(Events.Describe(change)));
        Write(Events.Added("c", "6"));

        await SeesAsync("Added a 1", "Added b 2", "Added c 6");
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Subscribers_that_come_while_events_do_see_each_once_and_in_order()
    {
        const int Count = 300;
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5", Events.Item("a", "5"))), Live);
        await using var client = server.Client();
        await using var watch = Start(client);
        await watch.Synced;
        var logs = new List<List<int>>();
        var last = new List<Task>();

        for (var i = 0; i < Count; i++)
        {
            Write(Events.Modified("a", $"{6 + i}"));
            var log = new List<int>();
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            logs.Add(log);
            last.Add(end.Task);
            watch.Subscribe(change =>
            {
                log.Add(int.Parse(change.Item.Text("metadata", "resourceVersion")!, null));
                if (log[^1] == 5 + Count)
                    end.SetResult();
            });
        }

        await Task.WhenAll(last);
        Assert.All(logs, log => Assert.Equal(Enumerable.Range(log[0], log.Count), log));
    }

    [Fact]
    public async Task Dispose_ends_the_request_and_fails_who_waits_for_synced()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Silence);
        await using var client = server.Client();
        var watch = Start(client);

        await watch.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => watch.Synced);
        Assert.Throws<ObjectDisposedException>(watch.Start);
    }

    [Fact]
    public async Task Watch_of_a_disposed_client_ends()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json(Events.List("5")), Live);
        var client = server.Client();
        await client.DisposeAsync();
        await using var watch = Start(client);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => watch.Synced);
    }

    private ResourceWatch Start(ClusterClient client)
    {
        var watch = new ResourceWatch(client, ResourceKind.Pod, "ns");
        watch.Subscribe(change => _seen.Writer.TryWrite(Events.Describe(change)));
        watch.Start();
        return watch;
    }

    private void Write(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _live.Writer.TryWrite(text);
    }

    private async Task SeesAsync(params string[] expected)
    {
        foreach (var change in expected)
            Assert.Equal(change, await _seen.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Cancellation));
    }
}
