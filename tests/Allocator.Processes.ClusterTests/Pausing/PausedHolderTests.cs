using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A holder whose process is stopped keeps its instance for as long as is promised, and is told afterwards if it has lost it.</summary>
public sealed class PausedHolderTests(ClusterFixture cluster)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_interval = s_lease / 4;
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    // deletionTimestamp has whole seconds.
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact(Timeout = 300_000)]
    public async Task Holder_stopped_for_less_than_lease_interval_and_margin_is_not_reaped_and_goes_on()
    {
        await using var holder = new Contender(cluster.Kubeconfig, "paused-short", "holder", perOwner: null, inAll: 1, atOnce: 1, s_lease);
        await using var reaping = new Looping(cluster);
        var name = Assert.Single(await holder.CreateAsync());

        await holder.PauseAsync();
        var before = await RenewTimeAsync(name);
        await Task.Delay(s_lease - s_interval - s_margin - TimeSpan.FromMilliseconds(500), Token);
        var uid = await UidAsync(name);
        var looks = reaping.Looks;
        await holder.GoOnAsync();

        Assert.True(looks > 0, "The reaper has not looked meanwhile.");
        await Eventually.FoundAsync(async () => await RenewTimeAsync(name) > before + s_lease ? this : null);
        Assert.Equal(uid, await UidAsync(name));
        await holder.DestroyAsync();
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name));
    }

    [ClusterFact(Timeout = 300_000)]
    public async Task Holder_stopped_for_longer_than_lease_and_margin_is_reaped_and_told_by_its_next_renewal()
    {
        await using var holder = new Contender(cluster.Kubeconfig, "paused-long", "holder", perOwner: null, inAll: 1, atOnce: 1, s_lease);
        await using var witness = await LeaseWitness.StartAsync(cluster, _ => int.MaxValue);
        await using var reaping = new Looping(cluster);
        var name = Assert.Single(await holder.CreateAsync());

        await holder.PauseAsync();
        try
        {
            await Eventually.FoundAsync(() => Task.FromResult(witness.Seen().FirstOrDefault(instance => instance.Name == name && instance.IsGoing)));
        }
        finally
        {
            await holder.GoOnAsync();
        }

        var loss = await holder.LostAsync().WaitAsync(s_interval, Token);

        Assert.StartsWith(nameof(InstanceLostException), loss, StringComparison.Ordinal);
        Assert.Contains(name, loss, StringComparison.Ordinal);
        await holder.DestroyAsync();
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, name));
        await witness.CatchUpAsync();
        var lost = Assert.Single(witness.Seen(), instance => instance.Name == name);
        Assert.True(lost.WentAt + s_second >= lost.ExpiresAt + s_margin, $"It was reaped at {lost.WentAt:T}, though its lease was good until {lost.ExpiresAt:T}.");
    }

    private async Task<string> UidAsync(string name) => await cluster.Admin.RunAsync("get", "lease", name, "-o", "jsonpath={.metadata.uid}");

    private async Task<DateTimeOffset> RenewTimeAsync(string name) =>
        DateTimeOffset.Parse(await cluster.Admin.RunAsync("get", "lease", name, "-o", "jsonpath={.spec.renewTime}"), CultureInfo.InvariantCulture);

    /// <summary>A reaper that looks again and again, without a pause to speak of, whatever becomes of one look.</summary>
    private sealed class Looping : IAsyncDisposable
    {
        private readonly ServiceProvider _host;
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _looping;
        private int _looks;

        public Looping(ClusterFixture cluster)
        {
            _host = new ServiceCollection().AddAllocator(options => options.Kubeconfig = cluster.Kubeconfig).Services.BuildServiceProvider();
            _looping = LoopAsync(_host.GetRequiredService<AllocatorReaper>());
        }

        public int Looks => Volatile.Read(ref _looks);

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _looping;
            await _host.DisposeAsync();
            _stopping.Dispose();
        }

        private async Task LoopAsync(AllocatorReaper reaper)
        {
            while (!_stopping.IsCancellationRequested)
            {
                try
                {
                    await reaper.ReapAsync(_stopping.Token);
                    Interlocked.Increment(ref _looks);
                    await Task.Delay(TimeSpan.FromMilliseconds(200), _stopping.Token);
                }
                catch (Exception failure) when (failure is AllocatorException or OperationCanceledException)
                {
                }
            }
        }
    }
}
