using System.Reflection;

namespace Allocator;

/// <summary>The set-up's timeout is that of the Create as well.</summary>
public sealed class SetupTimeoutTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task StartAsync_pod_that_is_never_ready_fails_at_the_set_ups_timeout_with_the_diagnosis()
    {
        await using var allocation = new TestAllocation(new TestScope(Assembly.GetExecutingAssembly(), "never"), [new Never()], options =>
            (options.Kubeconfig, options.Summary, options.SetupTimeout) = (cluster.Kubeconfig, "", TimeSpan.FromSeconds(40)));

        var failure = await Assert.ThrowsAsync<InstanceFailedException>(() => allocation.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(InstanceFailureReason.TimedOut, failure.Reason);
        Assert.Contains("Pods:", failure.Message, StringComparison.Ordinal);
        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service=never"));
    }

    private sealed class Never : ServiceDefinition
    {
        public override string Name => "never";

        public override void Configure(ServiceOptions options) => options.Template = Workloads.Deployment("sleep 600", containerFields: Workloads.NeverReady);
    }
}
