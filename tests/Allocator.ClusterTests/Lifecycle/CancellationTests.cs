using System.Globalization;
using System.Security.Cryptography;

namespace Allocator;

/// <summary>A Create that is cancelled, at whatever moment, leaves nothing, and gives its place back before it throws.</summary>
public sealed class CancellationTests(ClusterFixture cluster)
{
    private const int AtOnce = 5;
    private const int Rounds = 40;

    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact(Timeout = 540_000)]
    public async Task Create_cancelled_at_random_moments_leaves_nothing()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        await using var records = AllocateMany("cancel-records", EchoTemplates.ConfigMap);
        await using var pods = AllocateMany("cancel-pods", EchoTemplates.Deployment);

        // On a slow machine a Create takes longer: its last moments have to be among those at which it is cancelled.
        var usual = await TimeAsync(records);
        var longest = usual > s_longestDelay ? usual : s_longestDelay;
        var cancelled = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var attempts = Enumerable.Range(0, AtOnce).Select(number => WasCancelledAsync(number == 0 ? pods : records, random.NextDouble() * longest));
            cancelled += (await Task.WhenAll(attempts)).Count(was => was);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {cancelled} of {Rounds * AtOnce} were cancelled before they were ready, after at most {longest.TotalMilliseconds:0} ms"));
        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service in (cancel-records, cancel-pods)"));
        Assert.Empty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, "cancel-records"));
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, "cancel-pods"));
    }

    [ClusterFact]
    public async Task Create_cancelled_while_it_waits_for_readiness_leaves_nothing()
    {
        await using var allocator = cluster.Allocate("cancel-waiting", """
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{ .Name }}
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - name: never
                image: registry.local/busybox:1.35
                command: [sleep, "600"]
                readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1}
            """);
        var progress = new ProgressLog();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var creating = allocator.CreateAsync(progress: progress, cancellationToken: cancellation.Token);
        await progress.SeenAsync(report => report is { Phase: InstancePhase.Waiting, PodsTotal: 1 });
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, "cancel-waiting"));
        await Eventually.EmptyAsync(() => cluster.Leftovers.InNamespaceAsync(cluster.Namespace, "allocator.dev/service=cancel-waiting"));
    }

    /// <summary>With as many places as attempts at once: an attempt that ended without giving its place back would get the next one refused.</summary>
    private InstanceAllocator AllocateMany(string service, string template) => cluster.Allocate(service, template, options =>
    {
        options.MaxInstances = AtOnce;
        options.MaxInstancesPerOwner = AtOnce;
    });

    /// <summary>How long the attempts of a round take when nobody cancels them. Not the first ones: they also connect and ask what kinds there are.</summary>
    private static async Task<TimeSpan> TimeAsync(InstanceAllocator allocator)
    {
        await CreateAllAsync();
        var startedAt = TimeProvider.System.GetTimestamp();
        await CreateAllAsync();
        return TimeProvider.System.GetElapsedTime(startedAt);

        Task CreateAllAsync() =>
            Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WasCancelledAsync(allocator, Timeout.InfiniteTimeSpan)));
    }

    private static async Task<bool> WasCancelledAsync(InstanceAllocator allocator, TimeSpan delay)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancellation.CancelAfter(delay);
        try
        {
            await using var created = await allocator.CreateAsync(cancellationToken: cancellation.Token);
            return false;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return true;
        }
    }
}
