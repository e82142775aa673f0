using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

public sealed class ListCommandTests(ToolCluster cluster)
{
    [Fact]
    public async Task List_in_a_pipe_prints_a_name_in_each_line()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("kv", "maxInstancesPerOwner: 5");
        var names = new[] { (await run.RunAsync("create", "kv")).Output, (await run.RunAsync("create", "kv")).Output };

        var said = await run.RunAsync("list");

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Equal(names.Order(), said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n").Order());
    }

    [Fact]
    public async Task List_of_nobody_is_empty()
    {
        using var run = await cluster.NewRunAsync();

        Assert.Equal(new Said(0, "", ""), await run.RunAsync("list"));
        Assert.Equal(new Said(0, "[]\n", ""), await run.RunAsync("list", "-o", "json"));
    }

    [Fact]
    public async Task List_with_details_has_columns_below_their_titles()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var lines = (await run.RunAsync("list", "-l")).Output.Split('\n');

        var columns = lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["NAME", "SERVICE", "STATE", "AGE", "GOES", "OWNER", "CREATED", "PODS", "VERSION", "PARAMETERS", "MOUNT NAME", "FROM"], columns);
        Assert.StartsWith(name, lines[1], StringComparison.Ordinal);
        Assert.Equal("Ready", lines[1][lines[0].IndexOf("STATE", StringComparison.Ordinal)..].Split(' ')[0]);
        Assert.Equal("somebody", lines[1][lines[0].IndexOf("OWNER", StringComparison.Ordinal)..].Split(' ')[0]);
    }

    [Fact]
    public async Task List_of_one_service_leaves_the_others_out()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        Assert.Equal("", (await run.RunAsync("list", "--service", "mail")).Output);
        Assert.Equal(name, (await run.RunAsync("list", "--service", "kv")).Output.Trim());
    }

    [Fact]
    public async Task List_as_json_and_yaml_tells_the_same()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var json = JsonNode.Parse((await run.RunAsync("list", "-o", "json")).Output)![0]!;
        var yaml = (await run.RunAsync("list", "-o", "yaml")).Output;

        Assert.Equal((name, "ready", "somebody"), ((string?)json["name"], (string?)json["state"], (string?)json["owner"]));
        Assert.True(DateTimeOffset.TryParse((string?)json["createdAt"], out _));
        Assert.Contains($"- name: {name}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  state: ready\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_on_a_cluster_that_does_not_answer_ends_with_5()
    {
        using var run = await cluster.NewRunAsync();
        var nowhere = run.Write("nowhere.kubeconfig", """
            apiVersion: v1
            kind: Config
            current-context: nowhere
            contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
            clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: nobody, user: {token: none}}]
            """);

        var said = await ToolRun.RunBareAsync(TestContext.Current.CancellationToken, "list", "--kubeconfig", nowhere);

        Assert.Equal((5, ""), (said.ExitCode, said.Output));
        Assert.Contains("127.0.0.1:1", said.Error, StringComparison.Ordinal);
    }
}
