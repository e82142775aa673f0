namespace Allocator;

/// <summary>Classes have instances of their own; what became of the tests decides about reports, and about what is kept.</summary>
public sealed class OutcomeTests(ClusterFixture cluster)
{
    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Keep_on_failure_keeps_and_reports_the_failed_classes_instances_alone(TestFramework framework)
    {
        await using var run = cluster.Start(framework, "outcome", ["Parallel", "Several", "Fails"], ("ALLOCATOR_KEEP", "OnFailure"));

        var result = await run.EndAsync();

        Assert.All(
            result.Tests.Where(test => !test.Name.Contains("Scenarios.Fails", StringComparison.Ordinal)), test => Assert.True(test.Outcome == "Passed", $"{test.Name}: {test.Message}"));
        foreach (var parallel in new[] { "ParallelOne", "ParallelTwo" })
            await GoneAsync(await run.FactAsync(parallel));

        var failed = result.Test("Fails.On_purpose");
        Assert.Equal("Failed", failed.Outcome);
        string[] kept = [await run.FactAsync("Fails"), await run.FactAsync("FailsInConstructor")];
        if (framework.TellsOutcomes)
        {
            Assert.Contains("the talker talks", failed.Output, StringComparison.Ordinal);
            Assert.Contains("the talker talks", await File.ReadAllTextAsync(Assert.Single(failed.Attachments), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            foreach (var instance in kept)
                await DestroyAsToldAsync(result.Output, instance);
        }

        foreach (var instance in kept)
            await GoneAsync(instance);
    }

    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Keep_always_keeps_and_tells_how_to_destroy(TestFramework framework)
    {
        await using var run = cluster.Start(framework, "keep", ["Passes"], ("ALLOCATOR_KEEP", "Always"));

        var result = await run.EndAsync();

        Assert.Equal(0, result.ExitCode);
        var instance = await run.FactAsync("Passes");
        await DestroyAsToldAsync(result.Output, instance);
        await GoneAsync(instance);
    }

    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Fail_on_leftovers_fails_the_run_and_names_the_class(TestFramework framework)
    {
        await using var run = cluster.Start(framework, "leaks", ["Leaks"], ("ALLOCATOR_FAIL_ON_LEFTOVERS", "true"));

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("Passed", result.Test("Something").Outcome);
        Assert.Contains("Scenarios.Leaks", result.Output, StringComparison.Ordinal);
        Assert.Contains(await run.FactAsync("Leaks"), result.Output, StringComparison.Ordinal);
    }

    private Task GoneAsync(string instance) => Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));

    /// <summary>It is there, and the printed command takes it away.</summary>
    private async Task DestroyAsToldAsync(string output, string instance)
    {
        Assert.Contains($"logs -l allocator.dev/instance={instance}", output, StringComparison.Ordinal);
        Assert.Contains($"kubectl -n {cluster.Namespace} delete lease {instance}", output, StringComparison.Ordinal);
        Assert.NotEmpty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, instance));
        await cluster.User.RunAsync("delete", "lease", instance);
    }
}
