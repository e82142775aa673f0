using System.Collections.Concurrent;
using Allocator.Testing;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests.Streams;

/// <summary>Which connections carry more than one forwarded connection, one after the other.</summary>
public sealed class ForwardConnectionsTests : IAsyncLifetime
{
    private static readonly PortForwardTarget s_target = new("ns", "pod", 80, "uid");

    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<HttpContext> _upgraded = new();
    private readonly SemaphoreSlim _ends = new(0);
    private int _maxUpgrades = int.MaxValue;
    private FakeNode _node = null!;
    private ForwardConnections _connections = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await FakeNode.StartAsync(ServeAsync);
        _node.Options.TimeProvider = _clock;
        _connections = new ForwardConnections(_node.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        await _node.DisposeAsync();
        _ends.Dispose();
    }

    [Fact]
    public async Task Open_uses_a_connection_that_has_become_free()
    {
        for (var i = 0; i < 5; i++)
            await UseAsync(s_target);

        // The first, and the one opened ahead.
        Assert.Equal(2, _upgraded.Count);
    }

    [Fact]
    public async Task Open_uses_a_free_connection_for_another_port_of_the_pod()
    {
        await UseAsync(s_target);
        _maxUpgrades = 2;

        await UseAsync(s_target with { Port = 81 });
    }

    [Fact]
    public async Task Open_while_others_are_open_uses_the_one_opened_ahead()
    {
        await using var first = await OpenAsync(s_target);
        await _connections.OpenedAhead;
        _maxUpgrades = 2;

        await using var second = await OpenAsync(s_target);

        await EchoAsync(first);
        await EchoAsync(second);
    }

    [Fact]
    public async Task Open_for_a_pod_of_another_uid_closes_what_is_free_and_opens_a_new_one()
    {
        await UseAsync(s_target);
        await _connections.OpenedAhead;
        _maxUpgrades = 2;

        await Assert.ThrowsAsync<KubernetesException>(() => OpenAsync(s_target with { Uid = "another" }));
        await EndsAsync(2);
    }

    [Fact]
    public async Task Open_for_a_pod_of_unknown_uid_keeps_nothing_and_opens_nothing_ahead()
    {
        await UseAsync(s_target with { Uid = null });
        await EndsAsync(1);
        await UseAsync(s_target with { Uid = null });
        await EndsAsync(1);

        Assert.Equal(2, _upgraded.Count);
    }

    [Fact]
    public async Task Open_after_the_server_has_left_opens_a_new_one()
    {
        await UseAsync(s_target);
        await _connections.OpenedAhead;
        foreach (var context in _upgraded)
            context.Abort();
        await EndsAsync(2);

        await UseAsync(s_target);
    }

    [Fact]
    public async Task Open_after_a_stream_was_broken_off_uses_another_connection()
    {
        await using (var broken = await OpenAsync(s_target))
        {
            await _connections.OpenedAhead;
            await broken.WriteAsync("reset"u8.ToArray(), Token);
            await Assert.ThrowsAsync<PortForwardException>(() => broken.ReadAsync(new byte[1], Token).AsTask());
        }

        await EndsAsync(1);
        await UseAsync(s_target);
    }

    [Fact]
    public async Task Free_connections_are_closed_after_a_minute()
    {
        await UseAsync(s_target);
        await _connections.OpenedAhead;

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, _ends.CurrentCount);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await EndsAsync(2);
    }

    [Fact]
    public async Task Dispose_closes_what_is_free_and_leaves_what_is_open_until_it_is_disposed()
    {
        await UseAsync(s_target);
        await _connections.OpenedAhead;
        var open = await OpenAsync(s_target);
        await _connections.OpenedAhead;

        await _connections.DisposeAsync();

        await EndsAsync(_upgraded.Count - 1);
        await EchoAsync(open);
        await open.DisposeAsync();
        await EndsAsync(1);
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (_upgraded.Count >= _maxUpgrades)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        _upgraded.Enqueue(context);
        await new SpdyServer(context, ServeAsync).RunAsync();
        _ends.Release();
    }

    private static async Task ServeAsync(SpdyChannels pod)
    {
        await pod.GreetAsync();
        while (await pod.ReceiveAsync() is { } message)
        {
            if (message.Data.Span.SequenceEqual("reset"u8))
                await pod.Writer.WriteResetAsync(pod.DataId, SpdyResetStatus.Cancel);
            else
                await pod.SendAsync(0, message.Data);
        }
    }

    private async Task<ForwardStream> OpenAsync(PortForwardTarget target) =>
        (ForwardStream)await _connections.OpenAsync(target, Token);

    /// <summary>Opens a connection, uses it and ends it.</summary>
    private async Task UseAsync(PortForwardTarget target)
    {
        var stream = await OpenAsync(target);
        await EchoAsync(stream);
        await stream.DisposeAsync();
        await stream.Over.WaitAsync(Token);
    }

    private static async Task EchoAsync(Stream stream)
    {
        await stream.WriteAsync("x"u8.ToArray(), Token);
        Assert.Equal(1, await stream.ReadAsync(new byte[1], Token));
    }

    /// <summary>Waits until the server has seen the end of so many connections.</summary>
    private async Task EndsAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _ends.WaitAsync(Token);
    }
}
