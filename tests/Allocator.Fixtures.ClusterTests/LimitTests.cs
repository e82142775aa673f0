namespace Allocator;

/// <summary>Who finds all places held waits for one, unless it is held by what ends only later.</summary>
public sealed class LimitTests(ClusterFixture cluster)
{
    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Classes_wait_for_each_other_but_not_for_what_encloses_them(TestFramework framework)
    {
        await using var run = cluster.Start(framework, "limits", ["Limit"], ("SCENARIO_ASSEMBLY_FIXTURE", "true"));

        var result = await run.EndAsync();

        Assert.Equal(["Passed", "Passed"], result.Tests.Where(test => test.Name.Contains("LimitShared", StringComparison.Ordinal)).Select(test => test.Outcome));
        Assert.Contains("waiting for a place", result.Output, StringComparison.Ordinal);

        var hopeless = result.Tests.Where(test => test.Name.Contains("LimitHeld", StringComparison.Ordinal)).ToList();
        Assert.All(hopeless, test =>
        {
            Assert.Equal("Failed", test.Outcome);
            Assert.Contains("are destroyed only after it", test.Message, StringComparison.Ordinal);
            Assert.Contains($"{framework.Name}-limits-held", test.Message, StringComparison.Ordinal);
        });
        if (framework.Enclosing is { } enclosing)
            Assert.Contains(hopeless, test => test.Message.Contains($"of {enclosing}", StringComparison.Ordinal));
        else
            Assert.Empty(hopeless);
    }
}
