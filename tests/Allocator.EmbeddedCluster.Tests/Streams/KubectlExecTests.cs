using System.Security.Cryptography;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>Exec by the real kubectl, old and new.</summary>
public sealed class KubectlExecTests
{
    public static TheoryData<KubectlKind> Kinds => [.. Enum.GetValues<KubectlKind>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outputs_and_exit_code_arrive(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await using var server = await PodServer.WithExec(TestCommands.Write("out\n", "err\n", exitCode: 3)).StartAsync();

        var result = await kubectl.RunAsync(server, null, "exec", "web", "--", "sh", "-c", "exit 3");

        Assert.Equal(("out\n", 3), (result.OutputText, result.ExitCode));
        Assert.Equal("err\ncommand terminated with exit code 3\n", result.Error);
        Assert.Equal(Expected(kind), server.Upgrades);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Command_that_cannot_start_is_told(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await using var server = await PodServer.WithExec((_, _) => throw new ExecStartException("no such program")).StartAsync();

        var result = await kubectl.RunAsync(server, null, "exec", "web", "--", "nosuch");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Internal error occurred: error executing command in container: no such program", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Input_reaches_the_command_and_comes_back_unharmed(KubectlKind kind)
    {
        var data = RandomNumberGenerator.GetBytes(100_000_000);
        var kubectl = Kubectl.Of(kind);
        await using var server = await PodServer.WithExec(TestCommands.RunAsync).StartAsync();

        var result = await kubectl.RunAsync(server, new MemoryStream(data), "exec", "-i", "web", "--", "cat");

        Assert.Equal((0, "100000000 bytes"), (result.ExitCode, result.Error));
        Assert.True(data.AsSpan().SequenceEqual(result.Output), "What came back is not what was sent.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Terminal_has_one_output(KubectlKind kind)
    {
        var kubectl = Kubectl.Of(kind);
        await using var server = await PodServer.WithExec(TestCommands.Write("to the output\n", "to the errors\n", exitCode: 3)).StartAsync();

        var result = await kubectl.RunInTerminalAsync(server, "exec", "-it", "web", "--", "sh");

        // kubectl may complain among them that the command ended before it could tell the terminal's size.
        Assert.Matches("(?s)to the output.*to the errors", result.OutputText);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Command_is_cancelled_when_kubectl_is_killed(KubectlKind kind)
    {
        var started = Signal.New();
        var cancelled = Signal.New();
        var kubectl = Kubectl.Of(kind);
        await using var server = await PodServer.WithExec(async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }).StartAsync();
        using var process = kubectl.Start(server, "exec", "-i", "web", "--", "sleep", "1000");
        await started.Task.WaitAsync(Token);
        process.Kill();

        await cancelled.Task.WaitAsync(Token);
        Assert.True(cancelled.Task.IsCompletedSuccessfully);
    }

    private static string[] Expected(KubectlKind kind) => [kind == KubectlKind.NewOverWebSocket ? "websocket v5.channel.k8s.io" : "SPDY/3.1"];
}
