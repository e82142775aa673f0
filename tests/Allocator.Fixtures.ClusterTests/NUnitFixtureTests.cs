namespace Allocator;

/// <summary>What only NUnit has: classes with arguments, an object for each test, set-up fixtures of namespaces.</summary>
public sealed class NUnitFixtureTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Class_with_two_sets_of_arguments_has_two_instances_at_once()
    {
        await using var run = cluster.Start(TestFramework.NUnit, "arguments", ["Arguments"], ("ALLOCATOR_FAIL_ON_LEFTOVERS", "true"));

        var result = await run.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Passed", "Passed"], result.Tests.Select(test => test.Outcome));
        Assert.NotEqual(await run.FactAsync("One"), await run.FactAsync("Two"));
    }

    [ClusterFact]
    public async Task Object_for_each_test_shares_the_class_instance_and_settings()
    {
        await using var run = cluster.Start(TestFramework.NUnit, "objects", ["ObjectPerTest"], ("ALLOCATOR_FAIL_ON_LEFTOVERS", "true"));

        var result = await run.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Passed", "Passed"], result.Tests.Select(test => test.Outcome));
        Assert.Equal(await run.FactAsync("One"), await run.FactAsync("Two"));
    }

    [ClusterFact]
    public async Task Test_that_passes_in_the_end_keeps_nothing()
    {
        await using var run = cluster.Start(TestFramework.NUnit, "retried", ["Retried"], ("ALLOCATOR_KEEP", "OnFailure"));

        var result = await run.EndAsync();

        Assert.Equal("Passed", result.Test("Passes_in_the_end").Outcome);
        var instance = await run.FactAsync("Retried");
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));
    }

    [ClusterFact]
    public async Task Failed_test_tells_of_its_class_and_of_the_namespaces_around_it_and_all_are_kept()
    {
        await using var run = cluster.Start(TestFramework.NUnit, "namespaces", ["Namespaces"], ("ALLOCATOR_KEEP", "OnFailure"));

        var result = await run.EndAsync();

        Assert.Equal("Passed", result.Test("Namespaces.Classes.").Outcome);
        var failed = result.Test("Namespaces.Below.Classes.");
        string[] instances = [await run.FactAsync("Classes"), await run.FactAsync("Inner"), await run.FactAsync("Outer")];
        Assert.Equal(3, failed.Attachments.Count);
        Assert.All(instances, instance => Assert.Contains($"Instance {instance} of service", failed.Output, StringComparison.Ordinal));
        Assert.Contains("the talker talks", failed.Output, StringComparison.Ordinal);
        foreach (var instance in instances)
        {
            Assert.NotEmpty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));
            await cluster.User.RunAsync("delete", "lease", instance);
            await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));
        }
    }
}
