using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

public sealed class CreateCommandTests(ToolCluster cluster)
{
    private const string NeverReady = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: main
            image: busybox:1.35
            command: ["sleep", "1000"]
            readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_prints_the_name_alone_and_the_instance_outlives_the_command()
    {
        using var run = await cluster.NewRunAsync();

        var said = await run.RunAsync("create", "--template", run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap));

        Assert.Equal(0, said.ExitCode);
        Assert.Matches(@"^kv-[0-9a-f]{8}\r?\n\z", said.Output);
        Assert.Contains("is ready", said.Error, StringComparison.Ordinal);
        var root = await run.Admin.GetAsync(ResourceKind.Lease, run.Namespace, said.Output.Trim(), Token);
        Assert.Null(root["spec"]!["leaseDurationSeconds"]);
    }

    [Fact]
    public async Task Create_service_that_is_published_with_parameters_and_a_lifetime_is_as_told()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "parameters: {edition: {default: basic, allowedValues: [basic, full]}}");

        var said = await run.RunAsync("create", "mail", "--param", "edition=full", "--lifetime", "1h30m", "-o", "json");

        var instance = JsonNode.Parse(said.Output)!;
        Assert.Equal(("mail", "ready", "full"), ((string?)instance["service"], (string?)instance["state"], (string?)instance["parameters"]!["edition"]));
        Assert.Equal(TimeSpan.FromMinutes(90), instance["expiresAt"]!.GetValue<DateTimeOffset>() - instance["createdAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Create_without_a_service_takes_the_only_one()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 3");

        Assert.StartsWith("mail-", (await run.RunAsync("create")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_without_a_service_names_those_there_are()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 3");
        await run.PublishAsync("shop", "maxInstances: 3");

        var said = await run.RunAsync("create");

        Assert.Equal(new Said(1, "", $"allocator: Say which service: mail, shop.{Environment.NewLine}"), said);
    }

    [Fact]
    public async Task Create_beyond_the_limit_ends_with_3_and_names_the_holder()
    {
        using var run = await cluster.NewRunAsync();
        var first = await run.CreateAsync();

        var said = await run.RunAsync("create", "--template", run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap));

        Assert.Equal((3, ""), (said.ExitCode, said.Output));
        Assert.Contains(first, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_with_an_idempotency_key_gives_the_same_instance_again()
    {
        using var run = await cluster.NewRunAsync();

        Assert.Equal(await run.CreateAsync("--idempotency-key", "pr-17"), await run.CreateAsync("--idempotency-key", "pr-17"));
    }

    [Fact]
    public async Task Create_service_that_is_unknown_ends_with_4()
    {
        using var run = await cluster.NewRunAsync();

        var said = await run.RunAsync("create", "nothing");

        Assert.Equal((4, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("allocator: There is no service 'nothing'.", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lifetime", "soon")]
    [InlineData("--param", "edition")]
    [InlineData("--lease", "1m")]
    [InlineData("--output", "xml")]
    public async Task Create_option_that_is_wrong_ends_with_2(string option, string value)
    {
        using var run = await cluster.NewRunAsync();

        var said = await run.RunAsync("create", "kv", option, value);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains("See 'allocator create --help'.", said.Error, StringComparison.Ordinal);
        Assert.Empty(await run.NamesAsync(ResourceKind.Lease));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_that_a_signal_interrupts_leaves_nothing(bool interrupt)
    {
        using var run = await cluster.NewRunAsync();
        using var process = run.Start("create", "--template", run.Write("slow.yaml.gotmpl", NeverReady));
        await process.UntilErrorAsync("waiting for");
        await process.UntilErrorAsync(": Unhealthy: ");
        Assert.Single(await run.NamesAsync(ResourceKind.Pod));

        if (interrupt)
            process.Interrupt();
        else
            process.Terminate();
        var said = await process.EndAsync();

        Assert.Equal((130, ""), (said.ExitCode, said.Output));
        Assert.EndsWith($"allocator: Interrupted.{Environment.NewLine}", said.Error, StringComparison.Ordinal);
        await run.UntilGoneAsync(ResourceKind.Pod);
        await run.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_that_holds_tells_where_the_instance_is_and_destroys_it_when_interrupted()
    {
        using var run = await cluster.NewRunAsync();
        using var process = run.Start("create", "--hold", "--lease", "30s", "--template", Path.Combine(AppContext.BaseDirectory, "echo.yaml.gotmpl"));

        var name = await process.ReadLineAsync();
        var endpoint = await process.ReadLineAsync();
        var connectionString = await process.ReadLineAsync();
        var root = await run.Admin.GetAsync(ResourceKind.Lease, run.Namespace, name, Token);
        Assert.Equal(30, (int?)root["spec"]!["leaseDurationSeconds"]);
        Assert.Equal("hello", await Echo.AskAsync(endpoint.Split('\t')[1], "hello"));
        Assert.StartsWith("connection string echo\ttcp://127.0.0.1:", connectionString, StringComparison.Ordinal);

        process.Interrupt();

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        await run.UntilGoneAsync(ResourceKind.Pod);
        await run.UntilGoneAsync(ResourceKind.Lease);
    }

    [Fact]
    public async Task Create_and_destroy_with_an_own_template_need_no_right_to_see_what_is_published()
    {
        using var run = await cluster.NewRunAsync();
        var user = await run.AddUserAsync("unaware", resource => resource != "configmaps" ? null : ["get", "create", "delete"]);

        var said = await ToolRun.RunBareAsync(
            Token, "create", "--kubeconfig", user, "--namespace", run.Namespace, "--template", run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap));
        var services = await ToolRun.RunBareAsync(Token, "services", "--kubeconfig", user, "--namespace", run.Namespace);
        var destroyed = await ToolRun.RunBareAsync(Token, "destroy", said.Output.Trim(), "--kubeconfig", user, "--namespace", run.Namespace);

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.True(destroyed.ExitCode == 0, destroyed.Error);
        Assert.Equal((5, ""), (services.ExitCode, services.Output));
        Assert.Contains("configmaps", services.Error, StringComparison.Ordinal);
    }
}
