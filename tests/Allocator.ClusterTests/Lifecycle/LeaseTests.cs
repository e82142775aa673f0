using System.Globalization;

namespace Allocator;

/// <summary>An instance whose creator is dead stays as long as its lease, and its place goes to who needs it next.</summary>
public sealed class LeaseTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);

    // What the protocol adds to a lease, and what an attempt may add to that on a busy machine.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(60);

    [ClusterFact(Timeout = 600_000)]
    public async Task Create_needs_the_place_of_a_killed_creator_takes_it_when_the_lease_has_run_out_and_not_before()
    {
        await using var dying = new Contender(cluster.Kubeconfig, "lease-killed", "dying", perOwner: null, inAll: 1, atOnce: 1, s_lease);
        var name = Assert.Single(await dying.CreateAsync());
        await using var allocator = cluster.Allocate("lease-killed", EchoTemplates.ConfigMap, options => options.MaxInstances = 1, identity: "heir");

        // While its creator lives, it is renewed beyond its lease.
        var granted = await RenewTimeAsync(name);
        await Eventually.FoundAsync(async () => await RenewTimeAsync(name) > granted + s_lease ? this : null);
        Assert.Null(await TryCreateAsync(allocator, name));

        await dying.KillAsync();
        var renewed = await RenewTimeAsync(name);
        await using var heir = await Eventually.FoundAsync(() => TryCreateAsync(allocator, name));

        Assert.InRange(await TakenAtAsync("lease-killed.all.0"), renewed + s_lease, renewed + s_lease + s_margin + s_attempt);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name));
    }

    /// <summary>An instance, or nothing as long as its place is the holder's.</summary>
    private static async Task<InstanceHandle?> TryCreateAsync(InstanceAllocator allocator, string holder)
    {
        try
        {
            return await allocator.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (LimitExceededException refusal)
        {
            Assert.Contains(holder, refusal.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private async Task<DateTimeOffset> TakenAtAsync(string place)
    {
        var metadata = (await cluster.Admin.GetJsonAsync("lease", place))["metadata"]!;
        return DateTimeOffset.Parse(metadata["creationTimestamp"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    private async Task<DateTimeOffset> RenewTimeAsync(string name)
    {
        var spec = (await cluster.Admin.GetJsonAsync("lease", name))["spec"]!;
        return DateTimeOffset.Parse(spec["renewTime"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }
}
