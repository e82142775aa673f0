using Allocator.Testing;

namespace Allocator.Embedded.Tests.Streams.Spdy;

/// <summary>Port-forward over SPDY, frame by frame.</summary>
public sealed class PortForwardOverSpdyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pair_of_streams_is_one_connection_to_the_pod()
    {
        await using var port = new PodPort(PodPort.EchoAsync);
        await using var client = await StartAsync(port.ConnectAsync);
        await OpenPairAsync(client, 1, 3);
        await client.DataAsync(3, "hello"u8.ToArray());

        Assert.Equal("Data 3 hello", await client.NextTextAsync());
        await client.DataAsync(3, [], isLast: true);

        Assert.Equal("Data 3 .", await client.NextTextAsync());
        Assert.Equal("Data 1 .", await client.NextTextAsync());
        client.EndSending();
        await client.ServedAsync();
    }

    [Fact]
    public async Task Streams_without_a_request_are_paired_by_their_numbers()
    {
        await using var port = new PodPort(async stream => await stream.WriteAsync("hi"u8.ToArray()));
        await using var client = await StartAsync(port.ConnectAsync);
        await client.OpenAsync(1, ("streamtype", "error"), ("port", "80"));
        await client.OpenAsync(3, ("streamtype", "data"), ("port", "80"));

        Assert.Equal(["SynReply 1", "SynReply 3", "Data 3 hi"], [await client.NextTextAsync(), await client.NextTextAsync(), await client.NextTextAsync()]);
    }

    [Fact]
    public async Task Refused_port_is_told_on_the_error_stream_and_the_connection_goes_on()
    {
        await using var client = await StartAsync(PodPort.RefuseAsync);
        await OpenPairAsync(client, 1, 3);

        Assert.StartsWith("Data 1 error forwarding port 80 to pod web, uid : ", await client.NextTextAsync(), StringComparison.Ordinal);
        Assert.Equal(["Data 3 .", "Data 1 ."], [await client.NextTextAsync(), await client.NextTextAsync()]);
        await client.ControlAsync(SpdyFrameType.Ping, SpdyClient.Word(7));
        Assert.Equal("Ping 7", await client.NextTextAsync());
    }

    [Theory]
    [InlineData("data", "0")]
    [InlineData("data", "x")]
    [InlineData("stdin", "80")]
    public async Task Stream_that_is_none_of_port_forward_is_broken_off(string type, string port)
    {
        await using var client = await StartAsync(PodPort.RefuseAsync);
        await client.OpenAsync(1, ("streamtype", type), ("port", port));

        Assert.Equal("RstStream 1 5", await client.NextTextAsync());
    }

    [Fact]
    public async Task Stream_of_an_even_or_used_number_is_broken_off()
    {
        await using var client = await StartAsync(PodPort.RefuseAsync);
        await client.OpenAsync(2, ("streamtype", "data"), ("port", "80"));
        await client.OpenAsync(5, ("streamtype", "data"), ("port", "80"), ("requestid", "0"));
        await client.OpenAsync(5, ("streamtype", "error"), ("port", "80"), ("requestid", "0"));

        Assert.Equal(["RstStream 2 1", "SynReply 5", "RstStream 5 1"], [await client.NextTextAsync(), await client.NextTextAsync(), await client.NextTextAsync()]);
    }

    [Fact]
    public async Task Frames_that_tell_nothing_are_passed_over()
    {
        await using var client = await StartAsync(PodPort.RefuseAsync);
        await client.ControlAsync(SpdyFrameType.Settings, SpdyClient.Word(0));
        await client.ControlAsync(SpdyFrameType.WindowUpdate, [.. SpdyClient.Word(1), .. SpdyClient.Word(1)]);
        await client.ControlAsync((SpdyFrameType)77);
        await client.DataAsync(9, "to nobody"u8.ToArray());
        await client.ControlAsync(SpdyFrameType.RstStream, [.. SpdyClient.Word(9), .. SpdyClient.Word(5)]);
        await client.ControlAsync(SpdyFrameType.Ping, SpdyClient.Word(1));

        Assert.Equal("Ping 1", await client.NextTextAsync());
    }

    [Fact]
    public async Task Frame_that_is_not_valid_ends_the_connection()
    {
        await using var client = await StartAsync(PodPort.RefuseAsync);
        await client.ControlAsync(SpdyFrameType.SynStream, 0, 0);

        Assert.Equal("GoAway 0 1", await client.NextTextAsync());
        await client.ServedAsync();
    }

    [Fact]
    public async Task Stream_that_the_client_breaks_off_closes_the_pods_side()
    {
        var closed = Signal.New();
        var clock = new ManualTimeProvider();
        await using var port = new PodPort(async stream =>
        {
            await stream.CopyToAsync(Stream.Null);
            closed.SetResult();
        });
        await using var client = await StartAsync(port.ConnectAsync, clock);
        await OpenPairAsync(client, 1, 3);
        await client.ControlAsync(SpdyFrameType.RstStream, [.. SpdyClient.Word(3), .. SpdyClient.Word(5)]);

        Assert.Equal("Data 1 .", await InTimeAsync(clock, client.NextTextAsync()));
        await closed.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Pod_that_sends_nothing_after_the_clients_end_is_left_after_a_second()
    {
        var clock = new ManualTimeProvider();
        await using var port = PodPort.Stalling();
        await using var client = await StartAsync(port.ConnectAsync, clock);
        await OpenPairAsync(client, 1, 3);
        await client.DataAsync(3, [], isLast: true);

        Assert.Equal("Data 3 .", await InTimeAsync(clock, client.NextTextAsync()));
        Assert.Equal("Data 1 .", await client.NextTextAsync());
    }

    [Fact]
    public async Task Stream_that_the_pod_does_not_take_is_broken_off_when_it_holds_up_another()
    {
        var clock = new ManualTimeProvider();
        await using var stalling = PodPort.Stalling();
        await using var echoing = new PodPort(PodPort.EchoAsync);
        await using var client = await StartAsync(
            (port, cancellationToken) => (port == 1 ? stalling : echoing).ConnectAsync(port, cancellationToken), clock);
        await OpenPairAsync(client, 1, 3, port: 1);
        await OpenPairAsync(client, 5, 7);
        var answer = client.NextTextAsync();
        var sending = Task.Run(() => client.FloodAsync(3, until: answer), Token);

        Assert.Equal("RstStream 3 7", await InTimeAsync(clock, answer));
        await sending;
        await client.DataAsync(7, "goes on"u8.ToArray());
        var next = await client.NextTextAsync();
        Assert.Equal("Data 7 goes on", next == "Data 1 ." ? await client.NextTextAsync() : next);
    }

    private static Task<SpdyClient> StartAsync(PortConnector connect, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        return SpdyClient.StartAsync((stream, stop) =>
            PortForwardOverSpdy.ServeAsync(stream, new ForwardedPort("web", connect, clock, stop), clock, stop));
    }

    /// <summary>Lets time pass until it is done.</summary>
    private static async Task<T> InTimeAsync<T>(ManualTimeProvider clock, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await task;
    }

    private static async Task OpenPairAsync(SpdyClient client, int error, int data, int port = 80)
    {
        await client.OpenAsync(error, ("streamtype", "error"), ("port", $"{port}"), ("requestid", $"{error}"));
        await client.DataAsync(error, [], isLast: true);
        await client.OpenAsync(data, ("streamtype", "data"), ("port", $"{port}"), ("requestid", $"{error}"));
        Assert.Equal($"SynReply {error}", await client.NextTextAsync());
        Assert.Equal($"SynReply {data}", await client.NextTextAsync());
    }
}
