namespace Allocator.Tool.Tests;

public sealed class GetCommandTests(ToolCluster cluster)
{
    [Fact]
    public async Task Get_prints_each_fact_in_a_line()
    {
        using var run = await cluster.NewRunAsync();
        var name = await run.CreateAsync();

        var said = await run.RunAsync("get", name);

        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        Assert.Matches($@"(?m)^NAME +{name}$", said.Output);
        Assert.Matches("(?m)^OWNER +somebody$", said.Output);
        Assert.Matches("(?m)^GOES +when destroyed$", said.Output);
        Assert.DoesNotContain("VERSION", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "")]
    [InlineData("destroy", "..")]
    public async Task Commands_name_that_can_be_none_ends_with_2(string command, string name)
    {
        using var run = await cluster.NewRunAsync();

        var said = await run.RunAsync(command, name);

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"'{name}' is no instance's name.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_instance_that_is_not_there_ends_with_4_and_says_where_to_look()
    {
        using var run = await cluster.NewRunAsync();

        var said = await run.RunAsync("get", "kv-12345678");

        Assert.Equal(new Said(4, "", $"allocator: There is no instance 'kv-12345678' that is yours. 'allocator list' shows those you have.{Environment.NewLine}"), said);
    }
}
