using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>The API server or its store goes away for a while, in the middle of everything.</summary>
public sealed class OutageTests(ClusterFixture cluster)
{
    private const int Creators = 8;
    private const int Places = 5;
    private const int Holders = 3;

    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);

    [OutageTheory(Timeout = 600_000)]
    [InlineData("apiserver")]
    [InlineData("etcd")]
    [InlineData("etcd --pause 5")]
    public async Task Restart_in_the_middle_of_Create_hold_and_Destroy_breaks_no_promise(string what)
    {
        var service = $"outage-{string.Join("", what.Where(char.IsAsciiLetterOrDigit))}";
        await using var witness = await LeaseWitness.StartAsync(cluster, name => name == service ? Places : int.MaxValue);
        await using var holder = cluster.Allocate($"{service}-held", EchoTemplates.ConfigMap, options => (options.MaxInstancesPerOwner, options.Lease) = (null, s_lease), "holder");
        var held = await Task.WhenAll(Enumerable.Range(0, Holders).Select(_ => holder.CreateAsync(cancellationToken: TestContext.Current.CancellationToken)));
        var creators = Enumerable.Range(0, Creators).Select(number => new Creator(cluster.Allocate(service, EchoTemplates.ConfigMap, Limit, $"creator-{number}"))).ToList();
        try
        {
            await Task.WhenAll(creators.Select(creator => creator.CycledAsync()));
            var begun = Stopwatch.GetTimestamp();
            await Outage.RestartAsync(what);
            var ended = Stopwatch.GetTimestamp();
            await Task.WhenAll(creators.Select(creator => creator.CycledAsync()));
            var lapse = Stopwatch.GetElapsedTime(ended);
            await Task.WhenAll(creators.Select(creator => creator.StopAsync()));

            var calls = creators.SelectMany(creator => creator.Calls).ToList();
            Tell(calls, [.. calls.Where(call => call.Begun < ended && call.Ended > begun)], lapse);
            AssertExplained(calls);
            AssertMet(calls.Where(call => call.Begun < ended && call.Ended > begun));
            await Task.WhenAll(held.Select(AssertStillHeldAsync));
            await witness.CatchUpAsync();
            witness.AssertNoViolation();
            AssertFinal(calls, witness);
        }
        finally
        {
            foreach (var creator in creators)
                await creator.DisposeAsync();
            foreach (var handle in held)
                await handle.DisposeAsync();
        }

        // What a Create could not delete that failed in the outage goes when its lease has run out.
        await using var reaping = new ServiceCollection().AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig).Services.BuildServiceProvider();
        await Eventually.EmptyAsync(async () =>
        {
            await reaping.GetRequiredService<AllocatorReaper>().ReapAsync(TestContext.Current.CancellationToken);
            return await cluster.Leftovers.InNamespaceAsync(cluster.Namespace, $"allocator.dev/service in ({service},{service}-held)");
        });
    }

    private static void Limit(ServiceOptions options) => (options.MaxInstances, options.MaxInstancesPerOwner, options.Lease) = (Places, null, s_lease);

    /// <summary>A call that failed says what happened: that the cluster could not be reached, or that the instance was lost by that.</summary>
    private static void AssertExplained(IEnumerable<Call> calls) =>
        Assert.DoesNotContain(calls, call => call.Failure is not null and not ClusterUnavailableException and not InstanceLostException);

    /// <summary>The outage was in the middle of what it should be in the middle of.</summary>
    private static void AssertMet(IEnumerable<Call> met) =>
        Assert.Equal(["Create", "Destroy"], met.Select(call => call.What).Distinct().Order(StringComparer.Ordinal));

    /// <summary>What was destroyed is going or gone, and nothing came back.</summary>
    private static void AssertFinal(IReadOnlyCollection<Call> calls, LeaseWitness witness)
    {
        var instances = witness.Seen().ToLookup(instance => instance.Name);
        var destroyed = calls.Where(call => call is { What: "Destroy", Failure: null }).ToList();
        Assert.DoesNotContain(destroyed.SelectMany(call => instances[call.Name!]), instance => !instance.IsGoing);
        Assert.Equal(destroyed.Count, destroyed.DistinctBy(call => call.Name).Count());
    }

    /// <summary>Who held throughout holds on, and is renewed again.</summary>
    private async Task AssertStillHeldAsync(InstanceHandle handle)
    {
        var before = await RenewTimeAsync(handle.Name);
        await Eventually.FoundAsync(async () => await RenewTimeAsync(handle.Name) > before ? handle : null);
        handle.ThrowIfLost();
        Assert.Equal(handle.Name, (await cluster.Admin.RunAsync("get", "configmap", handle.Name, "-o", "jsonpath={.metadata.name}")).Trim());
    }

    private async Task<DateTimeOffset> RenewTimeAsync(string name) =>
        DateTimeOffset.Parse(await cluster.Admin.RunAsync("get", "lease", name, "-o", "jsonpath={.spec.renewTime}"), CultureInfo.InvariantCulture);

    private static void Tell(List<Call> calls, List<Call> met, TimeSpan lapse)
    {
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{calls.Count} calls, {met.Count} of them met by the outage ({met.Count(call => call.What == "Destroy")} Destroy); after it everybody had gone on after {lapse.TotalSeconds:0.0} s");
        foreach (var failed in calls.Where(call => call.Failure is not null))
            output?.WriteLine(failed.ToString());
    }
}
