using System.Globalization;

namespace Allocator;

/// <summary>An instance whose creator is dead stays as long as its lease, and its place goes to who needs it next.</summary>
public sealed class LeaseTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);

    // What the protocol adds to a lease; and what one attempt and the API server's whole seconds may add to that.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(3);

    [ClusterFact(Timeout = 120_000)]
    public async Task Create_needs_the_place_of_a_killed_creator_takes_it_when_the_lease_has_run_out_and_not_before()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var dying = new Contender(cluster.Kubeconfig, "lease-killed", "dying", perOwner: null, inAll: 1, atOnce: 1, s_lease);
        var name = Assert.Single(await dying.CreateAsync());
        await using var allocator = cluster.Allocate("lease-killed", EchoTemplates.ConfigMap, options => options.MaxInstances = 1, identity: "heir");

        // While its creator lives, it is renewed beyond its lease.
        var granted = await RenewTimeAsync(name);
        await Eventually.FoundAsync(async () => await RenewTimeAsync(name) > granted + s_lease ? this : null);
        await RefusedAsync(allocator, name);

        await dying.KillAsync();
        var renewed = await RenewTimeAsync(name);
        while (TimeProvider.System.GetUtcNow() < renewed + s_lease)
        {
            await RefusedAsync(allocator, name);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        await using var heir = await Eventually.FoundAsync(() => TryCreateAsync(allocator));

        Assert.InRange(heir.Instance.CreatedAt, renewed + s_lease, renewed + s_lease + s_margin + s_attempt);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name));
    }

    private static async Task RefusedAsync(InstanceAllocator allocator, string holder)
    {
        var refusal = await Assert.ThrowsAsync<LimitExceededException>(() => allocator.CreateAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(holder, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<InstanceHandle?> TryCreateAsync(InstanceAllocator allocator)
    {
        try
        {
            return await allocator.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (LimitExceededException)
        {
            return null;
        }
    }

    private async Task<DateTimeOffset> RenewTimeAsync(string name)
    {
        var spec = (await cluster.Admin.GetJsonAsync("lease", name))["spec"]!;
        return DateTimeOffset.Parse(spec["renewTime"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }
}
