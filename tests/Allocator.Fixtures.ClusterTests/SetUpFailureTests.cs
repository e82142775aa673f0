namespace Allocator;

/// <summary>A set-up that fails tells why in what a person reads first.</summary>
public sealed class SetUpFailureTests(ClusterFixture cluster)
{
    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Image_that_cannot_be_pulled_is_the_first_message_with_pods_events_and_what_to_do(TestFramework framework)
    {
        await using var run = cluster.Start(framework, "setup", ["SetUpFails"]);

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("registry.local/no-such-image:9", result.FirstMessage, StringComparison.Ordinal);
        Assert.Contains("Pods", result.FirstMessage, StringComparison.Ordinal);
        Assert.Contains("Events", result.FirstMessage, StringComparison.Ordinal);
        Assert.Contains("Failed to pull image", result.FirstMessage, StringComparison.Ordinal);
        Assert.Equal("Failed", result.Test("Needs_the_instance").Outcome);
        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, $"allocator.dev/service={framework.Name}-setup-unpullable"));
    }
}
