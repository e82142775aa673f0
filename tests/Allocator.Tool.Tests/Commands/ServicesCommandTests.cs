using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

public sealed class ServicesCommandTests(ToolCluster cluster)
{
    [Fact]
    public async Task Services_are_those_of_the_configuration_and_of_the_cluster()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 7\nparameters: {edition: {allowedValues: [basic, full], required: true}}");
        run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap);
        var config = run.Write("allocator.json", """{"Allocator": {"Services": {"kv": {"TemplatePath": "kv.yaml.gotmpl", "MaxInstances": 3}}}}""");

        var names = await run.RunAsync("services", "--config", config);
        var table = (await run.RunAsync("services", "--config", config, "-l")).Output.Split('\n');
        var json = JsonNode.Parse((await run.RunAsync("services", "--config", config, "-o", "json")).Output)!;

        Assert.Equal(new Said(0, "kv\nmail\n", ""), names);
        Assert.Equal(["kv", "3", "1", "none", "here"], table[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["mail", "7", "1", "none", "cluster", "edition=basic|full"], table[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((3, 7), ((int)json[0]!["maxInstances"]!, (int)json[1]!["maxInstances"]!));
    }

    [Fact]
    public async Task Create_service_of_the_configuration_finds_its_template_beside_the_file()
    {
        using var run = await cluster.NewRunAsync();
        run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap);
        var config = run.Write("allocator.json", """{"Allocator": {"Services": {"kv": {"TemplatePath": "kv.yaml.gotmpl"}}}}""");

        var said = await run.RunAsync("create", "--config", config);

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.StartsWith("kv-", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"Allocator": {"Services": {"Wrong name": {}}}}""")]
    public async Task Services_configuration_that_is_wrong_is_named(string text)
    {
        using var run = await cluster.NewRunAsync();
        var config = run.Write("allocator.json", text);

        var said = await run.RunAsync("services", "--config", config);

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"allocator: {config} cannot be used: ", said.Error, StringComparison.Ordinal);
    }
}
