namespace Allocator.Tool.Tests;

public sealed class ServedTokenTests(ToolCluster cluster) : IAsyncLifetime
{
    private readonly Tokens _tokens = new();
    private ServedRun _served = null!;
    private string _file = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await cluster.NewServedRunAsync(options => (options.Jwt.Issuer, options.Jwt.Audience, options.Jwt.KeysFile) = (Tokens.Issuer, Tokens.Audience, _tokens.KeysFile));
        _file = _served.Cluster.Write("token", $"{_tokens.Issue("alice")}\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _tokens.Dispose();
    }

    [Theory]
    [InlineData("ALLOCATOR_TOKEN")]
    [InlineData("ALLOCATOR_TOKEN_FILE")]
    [InlineData("--token-file")]
    public async Task Create_signs_in_by_the_token(string way)
    {
        var environment = new Dictionary<string, string> { [way] = way == "ALLOCATOR_TOKEN" ? _tokens.Issue("alice") : _file };
        string[] option = way == "--token-file" ? [way, _file] : [];

        var created = await ToolRun.RunInAsync(environment, Token, ["create", "note", "--allocator", _served.Address, .. option]);
        var got = await ToolRun.RunInAsync(environment, Token, ["get", created.Output.Trim(), "--allocator", _served.Address, "--identity", "mallory", .. option]);

        Assert.True(created.ExitCode == 0, created.Error);
        Assert.Matches("(?m)^OWNER +alice$", got.Output);
    }

    [Fact]
    public async Task Create_token_of_the_command_line_wins_over_the_environment()
    {
        var environment = new Dictionary<string, string> { ["ALLOCATOR_TOKEN"] = "no token at all", ["ALLOCATOR_TOKEN_FILE"] = "/nowhere/token" };

        var said = await ToolRun.RunInAsync(environment, Token, "create", "note", "--allocator", _served.Address, "--token-file", _file);

        Assert.True(said.ExitCode == 0, said.Error);
    }

    [Fact]
    public async Task Connect_signs_in_by_the_token()
    {
        string[] where = ["--allocator", _served.Address, "--token-file", _file];
        var name = (await ToolRun.RunBareAsync(Token, ["create", "echo", .. where])).Output.Trim();
        using var process = ToolProcess.Start(["connect", name, "echo", .. where]);

        Assert.Equal("hello", await Echo.AskAsync(await process.ReadLineAsync(), "hello"));
    }

    [Fact]
    public async Task Doctor_tells_that_the_token_is_accepted()
    {
        var said = await ToolRun.RunBareAsync(Token, "doctor", "--allocator", _served.Address, "--token-file", _file);

        Assert.Equal(0, said.ExitCode);
        Assert.Matches("(?m)^ok       sign-in        the server accepts the token$", said.Output);
    }
}
