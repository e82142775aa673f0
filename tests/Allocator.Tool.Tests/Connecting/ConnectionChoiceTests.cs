namespace Allocator.Tool.Tests;

public sealed class ConnectionChoiceTests(ToolCluster cluster)
{
    private const string Nowhere = "http://127.0.0.1:9/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_of_the_environment_is_used()
    {
        await using var served = await cluster.NewServedRunAsync();
        var name = await served.CreateAsync("note");

        var said = await RunAsync([("ALLOCATOR_SERVER", served.Address), ("ALLOCATOR_IDENTITY", "somebody")], "list");

        Assert.Equal(new Said(0, $"{name}\n", ""), said);
    }

    [Fact]
    public async Task Server_of_the_command_line_wins_over_the_environment()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await RunAsync([("ALLOCATOR_SERVER", Nowhere)], "list", "--allocator", served.Address);

        Assert.Equal(new Said(0, "", ""), said);
    }

    [Fact]
    public async Task Cluster_of_the_command_line_wins_over_a_server_of_the_environment()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var said = await RunAsync([("ALLOCATOR_SERVER", Nowhere)], "list", "--kubeconfig", cluster.Kubeconfig, "--namespace", run.Namespace, "--identity", "somebody");

        Assert.Equal(new Said(0, $"{name}\n", ""), said);
    }

    [Theory]
    [InlineData("--kubeconfig")]
    [InlineData("--context")]
    [InlineData("--namespace")]
    [InlineData("--config")]
    public async Task Server_and_an_option_of_a_cluster_exclude_each_other(string option)
    {
        var said = await RunAsync([], "list", "--allocator", Nowhere, option, "x");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"--allocator and {option} exclude each other", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("render")]
    [InlineData("validate")]
    [InlineData("reap")]
    public async Task Commands_that_are_about_the_cluster_refuse_a_server(string command)
    {
        var said = await RunAsync([], command, "--allocator", Nowhere);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"--allocator is not for '{command}': a server ", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_that_are_about_the_cluster_go_there_whatever_the_environment_says()
    {
        using var run = await cluster.NewRunAsync();

        var said = await RunAsync([("ALLOCATOR_SERVER", Nowhere)], "render", "--template", run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap));

        Assert.Equal(new Said(0, ToolRun.ConfigMap.Replace("{{ .Name }}", "kv-1a2b3c4d", StringComparison.Ordinal), ""), said);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_with_a_template_is_not_for_a_server(bool inTheEnvironment)
    {
        string[] create = ["create", "--template", "kv.yaml.gotmpl"];

        var said = inTheEnvironment ? await RunAsync([("ALLOCATOR_SERVER", Nowhere)], create) : await RunAsync([], [.. create, "--allocator", Nowhere]);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("--template is not for an allocator server", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("allocator.example.com")]
    [InlineData("")]
    public async Task Address_that_is_none_is_named(string address)
    {
        var said = await RunAsync([], "list", "--allocator", address);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"'{address}' is no address of an allocator server, which --allocator should be.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_of_the_environment_that_is_none_is_named()
    {
        var said = await RunAsync([("ALLOCATOR_SERVER", "localhost:8080")], "list");

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("allocator: 'localhost:8080' is no address of an allocator server, which ALLOCATOR_SERVER should be.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_without_a_server_is_refused()
    {
        var said = await RunAsync([], "list", "--token-file", "token");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("--token-file is for an allocator server.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_the_environment_are_one()
    {
        var said = await RunAsync([("ALLOCATOR_SERVER", Nowhere), ("ALLOCATOR_TOKEN", "one"), ("ALLOCATOR_TOKEN_FILE", "two")], "list");

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("allocator: ALLOCATOR_TOKEN and ALLOCATOR_TOKEN_FILE are both set.", said.Error, StringComparison.Ordinal);
    }

    private static Task<Said> RunAsync((string Name, string Value)[] environment, params string[] arguments) =>
        ToolRun.RunInAsync(environment.ToDictionary(one => one.Name, one => one.Value), Token, arguments);
}
