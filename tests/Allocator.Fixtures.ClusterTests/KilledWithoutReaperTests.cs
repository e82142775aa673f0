namespace Allocator;

/// <summary>A test process that is killed, where nobody looks: the next run does.</summary>
public sealed class KilledWithoutReaperTests(ClusterFixture cluster)
{
    [ClusterTheory(Timeout = 900_000)]
    [ClassData(typeof(Frameworks))]
    public async Task Killed_run_without_a_reaper_is_cleaned_up_after_by_the_next(TestFramework framework)
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, $"{framework.Name}-next");
        var instance = await KilledRun.EndAsync(cluster, framework, own, "KILL");
        await ExpiredAsync(own, instance);
        Assert.NotEmpty(await cluster.Leftovers.OfInstanceAsync(own.Name, instance));

        await using var next = cluster.Start(framework, "kill", ["Passes"], ("ALLOCATOR_NAMESPACE", own.Name));

        Assert.Equal(0, (await next.EndAsync()).ExitCode);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(own.Name, instance));
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
