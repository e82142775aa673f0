using System.Text;

namespace Allocator;

public sealed class ServerInstanceHandleTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecAsync_gives_output_and_exit_code()
    {
        await using var client = Clients.Of(fixture.Server, "handle-exec");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("hello"));

        var result = await handle.ExecAsync(["sh", "-c", "head -c 5; echo oops >&2; exit 3"], new PodExecOptions { StandardInput = input }, Token);

        Assert.Equal((3, "hello", "oops\n"), (result.ExitCode, result.StandardOutput, result.StandardError));
        Assert.Throws<ExecException>(result.EnsureSuccess);
    }

    [Fact]
    public async Task GetConnectionStringAsync_fills_in_local_endpoints_and_secret()
    {
        await using var client = Clients.Of(fixture.Server, "handle-string");
        await using var handle = await client.AllocatorOf("echo").CreateAsync(cancellationToken: Token);

        var address = new Uri(await handle.GetConnectionStringAsync("full", Token));
        await using var opened = await client.Instances.OpenAsync(handle.Name, Token);

        Assert.Equal("127.0.0.1", address.Host);
        Assert.Equal($"user:{(await handle.GetSecretAsync(Token))["password"]}", address.UserInfo);
        Assert.Contains("full", handle.ConnectionStringNames);
        Assert.Equal(handle.ConnectionStringNames, opened.ConnectionStringNames);
        var absent = await Assert.ThrowsAsync<AllocatorException>(() => handle.GetConnectionStringAsync("other", Token));
        Assert.Contains("full", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowLogsAsync_gives_lines_as_they_come()
    {
        await using var client = Clients.Of(fixture.Server, "handle-logs");
        await using var handle = await client.AllocatorOf("talker").CreateAsync(cancellationToken: Token);
        var lines = new List<string>();

        await foreach (var line in handle.FollowLogsAsync(cancellationToken: Token))
        {
            lines.Add($"{line.Pod == handle.Name} {line.Container} {line.Text}");
            if (lines.Count == 2)
                await handle.ExecAsync(["sh", "-c", "echo three > /talk"], cancellationToken: Token);
            if (lines.Count == 3)
                break;
        }

        Assert.Equal(["True main one", "True main two", "True main three"], lines);
        Assert.Equal("three\n", await handle.ReadLogsAsync(new PodLogOptions { TailLines = 1 }, Token));
    }

    [Fact]
    public async Task Events_and_description_tell_of_the_pods()
    {
        await using var client = Clients.Of(fixture.Server, "handle-events");
        await using var handle = await client.AllocatorOf("talker").CreateAsync(cancellationToken: Token);

        await Eventually.TrueAsync(async () => (await handle.ReadEventsAsync(Token)).Any(one => one.Subject.StartsWith("Pod ", StringComparison.Ordinal)));

        Assert.Contains(handle.Name, await handle.DescribeAsync(TimeSpan.FromMinutes(5), Token), StringComparison.Ordinal);
    }
}
