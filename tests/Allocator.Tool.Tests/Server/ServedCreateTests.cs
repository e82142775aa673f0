using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

public sealed class ServedCreateTests(ToolCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_prints_the_name_alone_and_the_instance_outlives_the_command()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await served.RunAsync("create", "note", "--param", "text=much");

        Assert.Equal(0, said.ExitCode);
        Assert.Matches(@"^note-[0-9a-f]{8}\r?\n\z", said.Output);
        var root = await served.Cluster.Admin.GetAsync(ResourceKind.Lease, served.Cluster.Namespace, said.Output.Trim(), Token);
        Assert.Null(root["spec"]!["leaseDurationSeconds"]);
        var instance = JsonNode.Parse((await served.RunAsync("get", said.Output.Trim(), "-o", "json")).Output)!;
        Assert.Equal(("ready", "somebody", "much"), ((string?)instance["state"], (string?)instance["owner"], (string?)instance["parameters"]!["text"]));
    }

    [Fact]
    public async Task Create_shows_its_progress_and_what_the_cluster_reports()
    {
        await using var served = await cluster.NewServedRunAsync();
        using var process = served.Start("create", "waiting");

        await process.UntilErrorAsync("creating 1 object of waiting-");
        await process.UntilErrorAsync(": running, not ready yet");
        await process.UntilErrorAsync(": Unhealthy: ");

        process.Interrupt();
        Assert.Equal(130, (await process.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_that_a_signal_interrupts_leaves_nothing(bool interrupt)
    {
        await using var served = await cluster.NewServedRunAsync();
        using var process = served.Start("create", "waiting");
        await process.UntilErrorAsync("waiting for Pod");
        Assert.Single(await served.Cluster.NamesAsync(ResourceKind.Lease));

        if (interrupt)
            process.Interrupt();
        else
            process.Terminate();
        var said = await process.EndAsync();

        Assert.Equal((130, ""), (said.ExitCode, said.Output));
        Assert.EndsWith($"allocator: Interrupted.{Environment.NewLine}", said.Error, StringComparison.Ordinal);
        await served.Cluster.UntilGoneAsync(ResourceKind.Pod);
        await served.Cluster.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_that_is_interrupted_when_the_instance_has_just_become_ready_leaves_nothing()
    {
        await using var served = await cluster.NewServedRunAsync();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var error = new ReactingWriter(" is ready", interrupt.Cancel);

        var code = await CommandLine.RunAsync(["create", "note", "--allocator", served.Address, "--identity", "somebody"], TextWriter.Null, error, _ => null, interrupt.Token);

        Assert.Equal(130, code);
        Assert.DoesNotContain("ready", (await served.RunAsync("list", "-o", "json")).Output, StringComparison.Ordinal);
        await served.Cluster.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_that_is_killed_leaves_nothing()
    {
        await using var served = await cluster.NewServedRunAsync();
        using (var process = served.Start("create", "waiting"))
            await process.UntilErrorAsync("waiting for Pod");

        await served.Cluster.UntilGoneAsync(ResourceKind.Pod);
        await served.Cluster.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_that_holds_tells_where_the_instance_is_and_destroys_it_when_interrupted()
    {
        await using var served = await cluster.NewServedRunAsync();
        using var process = served.Start("create", "echo", "--hold", "--lease", "30s");

        var name = await process.ReadLineAsync();
        var endpoint = await process.ReadLineAsync();
        string[] connectionStrings = [await process.ReadLineAsync(), await process.ReadLineAsync()];
        var root = await served.Cluster.Admin.GetAsync(ResourceKind.Lease, served.Cluster.Namespace, name, Token);
        Assert.Equal(30, (int?)root["spec"]!["leaseDurationSeconds"]);
        Assert.Equal("hello", await Echo.AskAsync(endpoint.Split('\t')[1], "hello"));
        Assert.Contains(connectionStrings, line => line.StartsWith("connection string full\techo://user:", StringComparison.Ordinal));

        process.Interrupt();

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        await served.Cluster.UntilGoneAsync(ResourceKind.Pod);
        await served.Cluster.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_with_an_idempotency_key_gives_the_same_instance_again()
    {
        await using var served = await cluster.NewServedRunAsync();

        Assert.Equal(await served.CreateAsync("note", "--idempotency-key", "pr-17"), await served.CreateAsync("note", "--idempotency-key", "pr-17"));
    }

    [Fact]
    public async Task Create_beyond_the_limit_ends_with_3_and_names_the_holder()
    {
        await using var served = await cluster.NewServedRunAsync();
        var first = await served.CreateAsync("single");

        var said = await served.RunAsync("create", "single");

        Assert.Equal((3, ""), (said.ExitCode, said.Output));
        Assert.Contains(first, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_of_what_does_not_become_ready_says_why()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await served.RunAsync("create", "broken");

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.Contains("nowhere.invalid/nothing:1", said.Error, StringComparison.Ordinal);
        await served.Cluster.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_service_that_the_server_does_not_have_ends_with_4_and_says_where_to_look()
    {
        await using var served = await cluster.NewServedRunAsync();

        var said = await served.RunAsync("create", "nothing");

        Assert.Equal(
            new Said(4, "", $"allocator: The allocator server at {served.Address} has no service 'nothing'. 'allocator services' shows those it has.{Environment.NewLine}"), said);
    }
}
