using System.Text;
using Allocator.Testing;

namespace Allocator.Embedded;

public sealed class ContainerLogTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Lines_are_cut_at_newlines_and_the_rest_is_kept_for_the_end()
    {
        var log = new ContainerLog(10_000, _time);
        var stream = new LogStream(log);
        await stream.WriteAsync("one\ntw"u8.ToArray(), TestContext.Current.CancellationToken);
        await stream.WriteAsync("o\nthree"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("one\ntwo\n", await ReadAsync(log, new()));
        stream.Complete();
        Assert.Equal("one\ntwo\nthree", await ReadAsync(log, new()));
    }

    [Fact]
    public async Task The_oldest_lines_go_when_there_are_too_many()
    {
        var log = new ContainerLog(1000, _time);
        for (var i = 0; i < 5000; i++)
            log.Append(Encoding.UTF8.GetBytes($"line {i}\n"));

        var text = await ReadAsync(log, new());

        Assert.EndsWith("line 4998\nline 4999\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 200, 1000);
    }

    [Theory]
    [InlineData(2, null, "two\nthree")]
    [InlineData(0, null, "")]
    [InlineData(2, 5, "two\nt")]
    [InlineData(null, 3, "one")]
    public async Task Tail_and_limit_choose_what_is_sent(int? tail, int? limit, string expected) =>
        Assert.Equal(expected, await ReadAsync(Filled(), new() { TailLines = tail, LimitBytes = limit }));

    [Fact]
    public async Task Timestamps_have_nine_digits() =>
        Assert.Equal("2030-01-02T03:04:05.000000000Z three", await ReadAsync(Filled(), new() { Timestamps = true, TailLines = 1 }));

    [Fact]
    public async Task Since_leaves_out_what_is_older()
    {
        var log = new ContainerLog(1000, _time);
        log.Append("old\n"u8.ToArray());
        _time.Advance(TimeSpan.FromSeconds(10));
        log.Append("new\n"u8.ToArray());

        Assert.Equal("new\n", await ReadAsync(log, new() { SinceSeconds = 5 }));
        Assert.Equal("old\nnew\n", await ReadAsync(log, new() { SinceSeconds = 10 }));
        Assert.Equal("new\n", await ReadAsync(log, new() { SinceTime = _time.GetUtcNow() }));
    }

    [Fact]
    public async Task Follow_sends_what_comes_and_ends_with_the_log()
    {
        var log = new ContainerLog(1000, _time);
        log.Append("one\n"u8.ToArray());
        using var output = new MemoryStream();
        var query = new LogQuery { Follow = true, TailLines = 0 };
        var following = LogReader.WriteAsync(log, query, _time.GetUtcNow(), output, TestContext.Current.CancellationToken);

        log.Append("two\n"u8.ToArray());
        log.Append("three"u8.ToArray());
        Assert.False(following.IsCompleted);
        log.Complete();
        await following.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal("two\nthree", Encoding.UTF8.GetString(output.ToArray()));
    }

    private ContainerLog Filled()
    {
        var log = new ContainerLog(1000, _time);
        foreach (var line in (string[])["one\n", "two\n", "three"])
            log.Append(Encoding.UTF8.GetBytes(line));
        return log;
    }

    private async Task<string> ReadAsync(ContainerLog log, LogQuery query)
    {
        using var output = new MemoryStream();
        await LogReader.WriteAsync(log, query, _time.GetUtcNow(), output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
