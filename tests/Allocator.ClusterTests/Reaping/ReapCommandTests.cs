using System.Diagnostics;

namespace Allocator;

/// <summary><c>allocator reap</c>, as a process of its own.</summary>
public sealed class ReapCommandTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Reap_takes_away_what_has_expired_and_nothing_else()
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, "reap-command");
        var abandoned = await AbandonedInstance.CreateAsync(cluster, own.Name);
        await using var allocator = AbandonedInstance.Allocator(cluster, own.Name);
        await using var held = await allocator.CreateAsync(cancellationToken: Token);

        var said = await Eventually.FoundAsync(async () =>
        {
            var (exitCode, output, error) = await RunAsync("reap", "--kubeconfig", cluster.Kubeconfig, "--namespace", own.Name);
            Assert.Equal((0, ""), (exitCode, error));
            return output.Length > 0 ? output : null;
        });

        Assert.Equal(1, said.Count(character => character == '\n'));
        Assert.StartsWith($"{abandoned.Name} of somebody, whose time ran out at ", said, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Ready, (await allocator.GetAsync(held.Name, Token)).State);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(own.Name, abandoned.Name));
    }

    [ClusterFact]
    public async Task Reap_kubeconfig_that_is_not_there_is_an_error_of_one_line()
    {
        var (exitCode, output, error) = await RunAsync("reap", "--kubeconfig", "/no/such/file");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal($"allocator: Allocator:Kubeconfig: there is no file '/no/such/file'.{Environment.NewLine}", error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, "Allocator.Tool.dll"), .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output, await error);
    }
}
