namespace Allocator;

/// <summary>Where there is no cluster, tests fail or are skipped, as the settings say.</summary>
public sealed class NoClusterTests(ClusterFixture cluster)
{
    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task Nothing_configured_fails_with_what_was_looked_for_and_the_ways_to_give_one(TestFramework framework)
    {
        await using var run = cluster.Start(
            framework, "none", ["NoCluster"], ("ALLOCATOR_KUBECONFIG", null), ("KUBECONFIG", null), ("KUBERNETES_SERVICE_HOST", null), ("HOME", AppContext.BaseDirectory));

        var result = await run.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("Failed", result.Test("Needs_the_instance").Outcome);
        foreach (var way in new[] { "KUBECONFIG", Path.Combine(AppContext.BaseDirectory, ".kube", "config"), "ALLOCATOR_KUBECONFIG", "allocator.json", "ALLOCATOR_EMBEDDED", "ALLOCATOR_WITHOUT_CLUSTER" })
            Assert.Contains(way, result.FirstMessage, StringComparison.Ordinal);
    }

    [ClusterTheory]
    [ClassData(typeof(Frameworks))]
    public async Task No_answer_skips_with_the_reason_if_told(TestFramework framework)
    {
        var kubeconfig = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            kubeconfig,
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: gone, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: gone, context: {cluster: gone, user: nobody}}]
            users: [{name: nobody, user: {}}]
            current-context: gone
            """,
            TestContext.Current.CancellationToken);
        await using var run = cluster.Start(framework, "none", ["NoCluster"], ("ALLOCATOR_KUBECONFIG", kubeconfig), ("ALLOCATOR_WITHOUT_CLUSTER", "Skip"));

        var result = await run.EndAsync();

        File.Delete(kubeconfig);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("NotExecuted", result.Test("Needs_the_instance").Outcome);
        Assert.Contains("127.0.0.1:1", result.Test("Needs_the_instance").Reason, StringComparison.Ordinal);
    }
}
