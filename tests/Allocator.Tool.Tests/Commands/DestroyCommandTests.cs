namespace Allocator.Tool.Tests;

public sealed class DestroyCommandTests(ToolCluster cluster)
{
    [Fact]
    public async Task Destroy_and_wait_leaves_nothing()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();
        Assert.Contains(name, await run.NamesAsync(ResourceKind.ConfigMap));

        var said = await run.RunAsync("destroy", name, "--wait");

        Assert.Equal(new Said(0, "", $"{name} is gone.{Environment.NewLine}"), said);
        Assert.DoesNotContain(name, await run.NamesAsync(ResourceKind.ConfigMap));
        Assert.Empty(await run.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task Destroy_several_of_which_one_is_not_there_destroys_the_others_and_ends_with_4()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var said = await run.RunAsync("destroy", "kv-12345678", name, "--wait");

        Assert.Equal(4, said.ExitCode);
        Assert.Contains("kv-12345678", said.Error, StringComparison.Ordinal);
        Assert.Empty(await run.NamesAsync(ResourceKind.Lease));
    }

    [Fact]
    public async Task Destroy_somebody_elses_ends_with_4()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var said = await ToolRun.RunBareAsync(
            TestContext.Current.CancellationToken, "destroy", name, "--kubeconfig", cluster.Kubeconfig, "--namespace", run.Namespace, "--identity", "another");

        Assert.Equal(4, said.ExitCode);
        Assert.Contains(name, await run.NamesAsync(ResourceKind.Lease));
    }
}
