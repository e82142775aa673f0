using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A test process that is killed leaves nothing that outlives its lease, where somebody looks.</summary>
public sealed class KilledTests(ClusterFixture cluster)
{
    [ClusterTheory(Timeout = 900_000)]
    [ClassData(typeof(Frameworks))]
    public async Task Killed_or_interrupted_run_has_left_nothing_when_its_lease_is_over_and_a_reaper_runs(TestFramework framework)
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, $"{framework.Name}-reaped");
        var instances = await Task.WhenAll(new[] { "KILL", "INT", "TERM" }.Select(signal => KilledRun.EndAsync(cluster, framework, own, signal)));

        // With the default lease of 2 minutes they would be there for longer than this waits.
        var services = new ServiceCollection();
        services.AddAllocator(options => (options.Kubeconfig, options.Namespace) = (cluster.Kubeconfig, own.Name));
        await using var provider = services.BuildServiceProvider();
        var reaper = provider.GetRequiredService<AllocatorReaper>();
        foreach (var instance in instances)
        {
            await Eventually.EmptyAsync(async () =>
            {
                await reaper.ReapAsync(TestContext.Current.CancellationToken);
                return await cluster.Leftovers.OfInstanceAsync(own.Name, instance);
            });
        }
    }
}
