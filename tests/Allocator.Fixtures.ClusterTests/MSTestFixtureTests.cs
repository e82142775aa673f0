namespace Allocator;

/// <summary>What only MSTest has: static set-ups of self-typed classes, and outcomes that have to be interpreted.</summary>
public sealed class MSTestFixtureTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Class_that_names_another_as_itself_fails_and_learns_what_to_write()
    {
        await using var run = cluster.Start(TestFramework.MSTest, "self", ["NamesItsParent"]);

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("derive from InstanceTestBase<Scenarios.NamesItsParent, …>", result.FirstMessage, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Class_sets_settings_by_the_interface_also_a_base_class_of_its_own()
    {
        await using var run = cluster.Start(TestFramework.MSTest, "configures", ["Configures"]);

        var result = await run.EndAsync();

        Assert.Equal("Passed", result.Test("Who_it_is").Outcome);
    }

    [ClusterFact]
    public async Task Ignored_last_test_is_no_failure_of_its_class()
    {
        await using var run = cluster.Start(TestFramework.MSTest, "ignored", ["IgnoredLast"], ("ALLOCATOR_KEEP", "OnFailure"));

        var result = await run.EndAsync();

        Assert.Equal(0, result.ExitCode);
        var instance = await run.FactAsync("IgnoredLast");
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));
    }

    [ClusterFact]
    public async Task Test_that_ran_into_its_timeout_is_reported_as_failed()
    {
        await using var run = cluster.Start(TestFramework.MSTest, "timeout", ["TimesOut"]);

        var failed = (await run.EndAsync()).Test("TimesOut.Always");

        Assert.Equal("Failed", failed.Outcome);
        Assert.Contains($"Instance {await run.FactAsync("TimesOut")} of service", failed.Output, StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Class_with_a_test_context_of_its_own_reports_as_well()
    {
        await using var run = cluster.Start(TestFramework.MSTest, "context", ["OwnContext"]);

        var failed = (await run.EndAsync()).Test("OwnContext.Fails");

        Assert.Contains($"Instance {await run.FactAsync("OwnContext")} of service", failed.Output, StringComparison.Ordinal);
        Assert.Single(failed.Attachments);
    }
}
