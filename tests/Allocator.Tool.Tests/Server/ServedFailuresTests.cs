namespace Allocator.Tool.Tests;

public sealed class ServedFailuresTests(ToolCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_server_that_does_not_answer_ends_with_5_and_names_the_option()
    {
        var said = await ToolRun.RunBareAsync(Token, "list", "--allocator", "http://127.0.0.1:9");

        Assert.Equal((5, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("allocator: A request to the allocator server failed; it is repeated in 0.25 s. The allocator server at http://127.0.0.1:9/ cannot be reached", said.Error, StringComparison.Ordinal);
        Assert.Equal(2, said.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith($"whether --allocator is its address.{Environment.NewLine}", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_address_of_something_else_ends_with_5()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await ToolRun.RunBareAsync(Token, "list", "--allocator", $"{served.Address}elsewhere");

        Assert.Equal((5, ""), (said.ExitCode, said.Output));
        Assert.Contains("answered 404", said.Error, StringComparison.Ordinal);
        Assert.Contains("See whether --allocator is the server's address", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_token_that_the_server_refuses_ends_with_5_and_says_how_to_give_another(bool isFile)
    {
        await using var served = await cluster.NewServedRunAsync(WithTokens);
        var file = served.Cluster.Write("token", "no token at all");
        var environment = new Dictionary<string, string> { [isFile ? "ALLOCATOR_TOKEN_FILE" : "ALLOCATOR_TOKEN"] = isFile ? file : "no token at all" };

        var said = await ToolRun.RunInAsync(environment, Token, "create", "note", "--allocator", served.Address);
        var option = await ToolRun.RunBareAsync(Token, "create", "note", "--allocator", served.Address, "--token-file", file);

        Assert.Equal((5, ""), (said.ExitCode, said.Output));
        Assert.Contains("does not accept the caller", said.Error, StringComparison.Ordinal);
        Assert.EndsWith($"The token is that of --token-file, ALLOCATOR_TOKEN_FILE or ALLOCATOR_TOKEN.{Environment.NewLine}", said.Error, StringComparison.Ordinal);
        Assert.Equal(said, option);
        Assert.Empty(await served.Cluster.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task List_token_file_that_is_not_there_is_named()
    {
        var said = await ToolRun.RunBareAsync(Token, "list", "--allocator", "http://127.0.0.1:9", "--token-file", "/nowhere/token");

        Assert.Equal((5, ""), (said.ExitCode, said.Output));
        Assert.Contains("/nowhere/token", said.Error, StringComparison.Ordinal);
        Assert.EndsWith($"Set --token-file to a file that has it.{Environment.NewLine}", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_instance_of_another_ends_with_4()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("note");

        var said = await ToolRun.RunBareAsync(Token, "get", name, "--allocator", served.Address, "--identity", "another");

        Assert.Equal((4, ""), (said.ExitCode, said.Output));
    }

    private static void WithTokens(AllocatorServerOptions options) => (options.Kubernetes.Enabled, options.Kubernetes.Audiences) = (true, ["allocator"]);
}
