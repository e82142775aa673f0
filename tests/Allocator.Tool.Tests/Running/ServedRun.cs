namespace Allocator.Tool.Tests;

/// <summary>Runs the command against an allocator server of its own.</summary>
internal sealed class ServedRun(ToolRun cluster, RunningServer server) : IAsyncDisposable
{
    /// <summary>What is behind the server.</summary>
    public ToolRun Cluster => cluster;

    public string Address => server.Address.ToString();

    private string[] Where => ["--allocator", Address, "--identity", "somebody"];

    /// <summary>Within this process.</summary>
    public Task<Said> RunAsync(params string[] arguments) => ToolRun.RunBareAsync(TestContext.Current.CancellationToken, ToolRun.Complete(Where, arguments));

    /// <summary>As a process of its own.</summary>
    public ToolProcess Start(params string[] arguments) => ToolProcess.Start(ToolRun.Complete(Where, arguments));

    public async Task<string> CreateAsync(params string[] arguments)
    {
        var said = await RunAsync(["create", .. arguments]);
        Assert.True(said.ExitCode == 0, said.Error);
        return said.Output.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        cluster.Dispose();
    }
}
