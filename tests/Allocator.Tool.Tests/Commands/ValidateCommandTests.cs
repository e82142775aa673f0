namespace Allocator.Tool.Tests;

public sealed class ValidateCommandTests(ToolCluster cluster)
{
    [Fact]
    public async Task Validate_service_that_is_right_tells_its_objects_and_creates_nothing()
    {
        using var run = await cluster.NewRunAsync();
        await run.PublishAsync("mail", "maxInstances: 3");

        var said = await run.RunAsync("validate", "mail");

        Assert.Equal(new Said(0, "mail is valid: ConfigMap\n", ""), said);
        Assert.DoesNotContain(await run.NamesAsync(ResourceKind.ConfigMap), name => name.StartsWith("mail-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_field_that_the_cluster_does_not_know_is_the_error()
    {
        using var run = await cluster.NewRunAsync();
        var template = run.Write("kv.yaml.gotmpl", ToolRun.ConfigMap + "immutabel: true\n");

        var said = await run.RunAsync("validate", "--template", template);

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.Contains("immutabel", said.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await run.RunAsync("validate", "--offline", "--template", template)).ExitCode);
    }
}
