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
        var instances = await Task.WhenAll(new[] { "KILL", "INT", "TERM" }.Select(signal => KillAsync(framework, own, signal)));

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

    [ClusterTheory(Timeout = 900_000)]
    [ClassData(typeof(Frameworks))]
    public async Task Killed_run_without_a_reaper_is_cleaned_up_after_by_the_next(TestFramework framework)
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, $"{framework.Name}-next");
        var instance = await KillAsync(framework, own, "KILL");
        await ExpiredAsync(own, instance);
        Assert.NotEmpty(await cluster.Leftovers.OfInstanceAsync(own.Name, instance));

        await using var next = cluster.Start(framework, "kill", ["Passes"], ("ALLOCATOR_NAMESPACE", own.Name));

        Assert.Equal(0, (await next.EndAsync()).ExitCode);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(own.Name, instance));
    }

    /// <summary>A run whose tests wait for the signal; each signal has a service of its own.</summary>
    private async Task<string> KillAsync(TestFramework framework, OwnNamespace own, string signal)
    {
        await using var run = cluster.Start(framework, signal.ToLowerInvariant(), ["Killed"], ("ALLOCATOR_NAMESPACE", own.Name), ("ALLOCATOR_LEASE", "10s"));
        var instance = await run.FactAsync("Killed");
        await run.SignalAsync(signal);
        return instance;
    }

    /// <summary>Waits until the lease has run out, and the 5 seconds have passed that it is given besides.</summary>
    private static async Task ExpiredAsync(OwnNamespace own, string instance)
    {
        var renewed = DateTimeOffset.Parse(
            await own.AdminAsync("get", "lease", instance, "-o", "jsonpath={.spec.renewTime}"), System.Globalization.CultureInfo.InvariantCulture);
        var end = renewed + TimeSpan.FromSeconds(15);
        while (TimeProvider.System.GetUtcNow() < end)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
    }
}
