using System.Net.Sockets;
using System.Text;

namespace Allocator.Embedded;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("hello $X\n", "echo", "hello", "$X")]
    [InlineData("bare", "echo", "-n", "bare")]
    [InlineData("a-1\r\n%", "printf", "%s-%d\\r\\n%%", "a", "1")]
    [InlineData("a\nb\n", "printf", "%s\\n", "a", "b")]
    [InlineData("A=1\n", "env")]
    [InlineData("3\n4\n5\n", "seq", "3", "5")]
    [InlineData("Wed Jan 2 03:04:05 UTC 2030\n", "date")]
    [InlineData("five ", "head", "-c", "5")]
    [InlineData("five bytes\n", "cat")]
    public async Task Run_program_writes_what_it_should(string output, params string[] arguments)
    {
        using var run = new BusyboxRun
        {
            Environment = new Dictionary<string, string> { ["A"] = "1" },
            StandardInput = new MemoryStream(Encoding.UTF8.GetBytes("five bytes\n")),
        };

        Assert.Equal((0, output), (await run.RunAsync(arguments), run.Text));
    }

    [Theory]
    [InlineData(0, "test", "text")]
    [InlineData(1, "test", "")]
    [InlineData(0, "test", "a", "=", "a")]
    [InlineData(1, "test", "a", "!=", "a")]
    [InlineData(0, "test", "2", "-lt", "10")]
    [InlineData(1, "[", "-f", "/absent", "]")]
    [InlineData(0, "[", "!", "-d", "/absent", "]")]
    [InlineData(2, "[", "a")]
    [InlineData(2, "test", "a", "-what", "b")]
    public async Task Test_compares(int code, params string[] arguments)
    {
        using var run = new BusyboxRun();

        Assert.Equal(code, await run.RunAsync(arguments));
    }

    [Fact]
    public async Task Sleep_lasts_as_long_as_it_says()
    {
        using var run = new BusyboxRun();
        var ended = run.RunAsync("sleep", "0.5");
        await run.SleepsAsync();

        run.Clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.False(ended.IsCompleted);
        run.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(0, await ended);
    }

    [Fact]
    public async Task Netcat_echoes_each_connection_until_it_is_terminated()
    {
        using var run = new BusyboxRun();
        var ended = run.RunAsync("nc", "-ll", "-p", "7000", "-e", "cat");
        using var first = await ConnectAsync(run);
        using var second = await ConnectAsync(run);

        Assert.Equal("second", await EchoAsync(second, "second"));
        Assert.Equal("first", await EchoAsync(first, "first"));

        run.SendTerminate();
        Assert.Equal(143, await ended);
        Assert.Equal(0, await first.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Netcat_sends_all_before_it_closes()
    {
        using var run = new BusyboxRun();
        var ended = run.RunAsync("nc", "-l", "-p", "7000", "-e", "head", "-c", "5000000", "/dev/zero");
        using var client = await ConnectAsync(run);

        var received = new MemoryStream();
        await client.GetStream().CopyToAsync(received, TestContext.Current.CancellationToken);

        Assert.Equal(5_000_000, received.Length);
        Assert.Equal(0, await ended);
    }

    [Fact]
    public async Task Netcat_runs_a_script_for_a_connection()
    {
        using var run = new BusyboxRun();
        _ = run.ScriptAsync("nc -ll -p 7000 -e sh -c 'printf \"HTTP/1.0 204 No Content\\r\\n\\r\\n\"'");
        using var client = await ConnectAsync(run);

        using var reader = new StreamReader(client.GetStream());

        Assert.Equal("HTTP/1.0 204 No Content\r\n\r\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Netcat_on_a_port_that_is_taken_fails()
    {
        using var run = new BusyboxRun();
        _ = run.RunAsync("nc", "-ll", "-p", "7000", "-e", "cat");
        using var client = await ConnectAsync(run);

        Assert.Equal(1, await run.ScriptAsync("nc -ll -p 7000 -e cat"));
        Assert.StartsWith("nc: bind: ", run.ErrorText, StringComparison.Ordinal);
    }

    private static async Task<TcpClient> ConnectAsync(BusyboxRun run)
    {
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(run.Address, 7000, TestContext.Current.CancellationToken);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task<string> EchoAsync(TcpClient client, string text)
    {
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        var answer = new byte[text.Length];
        await client.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer);
    }
}
