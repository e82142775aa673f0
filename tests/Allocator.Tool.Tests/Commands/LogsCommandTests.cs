namespace Allocator.Tool.Tests;

public sealed class LogsCommandTests(ToolCluster cluster)
{
    private const string Talker = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          containers:
          - name: main
            image: busybox:1.35
            command: ["sh", "-c", "echo one; echo two; echo three; exec sleep 1000"]
        """;

    [Fact]
    public async Task Logs_prints_the_last_lines_and_follows_what_comes()
    {
        using var run = await cluster.NewRunAsync();
        var name = (await run.RunAsync("create", "--template", run.Write("talker.yaml.gotmpl", Talker))).Output.Trim();
        using var follower = run.Start("logs", name, "-f");

        Assert.Equal(["one", "two", "three"], [await follower.ReadLineAsync(), await follower.ReadLineAsync(), await follower.ReadLineAsync()]);
        Assert.Equal(new Said(0, "two\nthree\n", ""), await run.RunAsync("logs", name, "--tail", "2"));

        follower.Interrupt();
        Assert.Equal(130, (await follower.EndAsync()).ExitCode);
    }
}
