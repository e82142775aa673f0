using System.Diagnostics;
using System.Text.Json.Nodes;
using Allocator.Bench.Traffic;
using Allocator.Crashes;
using Allocator.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Bench.Renewals;

/// <summary>
/// A day of renewals on a clock that moves when nothing else happens: an allocator that holds many instances of an embedded cluster, over a transport without connections.
/// Its wall clock leaps every hour.
/// </summary>
internal static class RenewalsBench
{
    private const int Hours = 24;
    private const double TargetGrowth = 1.1;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var result = 1;
        await OneThread.RunAsync(async () => result = await RunOnOneThreadAsync(arguments.Instances ?? 100, cancellationToken));
        return result;
    }

    private static async Task<int> RunOnOneThreadAsync(int count, CancellationToken cancellationToken)
    {
        var world = new ManualTimeProvider();
        await using var cluster = await EmbeddedCluster.StartAsync(new() { TimeProvider = world }, cancellationToken);
        var token = JsonNode.Parse(cluster.KubeconfigText)!["users"]![0]!["user"]!["token"]!.GetValue<string>();
        var transport = new InProcessHandler(cluster.HandleAsync, token);
        var clock = new LeapingClock(world);
        var meter = new TrafficMeter();
        var connection = ClusterConnection.FromKubeconfig(cluster.Kubeconfig);
        var service = new BenchService("bench-renewals") { Lease = s_lease };
        await using var allocator = InstanceAllocator.Create(service.Name, service.Configure, (IAllocatorBuilder builder) => builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new ClusterClientOptions { TimeProvider = clock, WrapHandler = _ => meter.Wrap(transport) })
            .Configure<AllocatorOptions>(options => (options.Connection, options.Identity) = (connection, service.Owner)));

        var held = new List<InstanceHandle>();
        for (var number = 0; number < count; number++)
        {
            held.Add(await DriveAsync(world, allocator.CreateAsync(cancellationToken: cancellationToken)));
            await PassAsync(world, LeaseTerms.RenewalInterval(s_lease) / count);
        }

        var (hour, warm, end) = (Stopwatch.StartNew(), 0L, 0L);
        var (total, oldest) = (new TrafficCount(), TimeSpan.Zero);
        meter.Take();
        for (var number = 1; number <= Hours; number++)
        {
            // Ahead, behind, and right again.
            clock.Error = TimeSpan.FromHours((number % 3) - 1);
            await PassAsync(world, TimeSpan.FromHours(1));
            var traffic = meter.Take();
            total = total with { Writes = total.Writes + traffic.Writes, Reads = total.Reads + traffic.Reads, Bytes = total.Bytes + traffic.Bytes };
            oldest = Max(oldest, await OldestRenewalAsync(world, allocator, count, cancellationToken));
            meter.Take();
            end = GC.GetTotalMemory(forceFullCollection: true);
            if (number == 2)
                warm = end;
        }

        // A machine that slept, less than the lease allows.
        world.Advance(s_lease - LeaseTerms.Margin - LeaseTerms.RenewalInterval(s_lease) - s_second);
        await OneThread.IdleAsync();
        var lost = held.Count(handle => handle.Lost.IsCancellationRequested);
        var remaining = await DriveAsync(world, allocator.ListAsync(cancellationToken).CountAsync(cancellationToken).AsTask());
        var isGood = Print(count, total, oldest, lost, remaining, warm, end, hour.Elapsed);
        foreach (var handle in held)
            await DriveAsync(world, handle.DisposeAsync().AsTask());
        return isGood ? 0 : 1;
    }

    private static async Task<TimeSpan> OldestRenewalAsync(ManualTimeProvider world, InstanceAllocator allocator, int count, CancellationToken cancellationToken)
    {
        var instances = await DriveAsync(world, allocator.ListAsync(cancellationToken).ToListAsync(cancellationToken).AsTask());
        if (instances.Count != count)
            throw new InvalidOperationException($"{instances.Count} of {count} instances are left.");
        return instances.Max(instance => world.GetUtcNow() - (instance.ExpiresAt!.Value - s_lease));
    }

    private static bool Print(int count, TrafficCount total, TimeSpan oldest, int lost, int remaining, long warm, long end, TimeSpan took)
    {
        var interval = LeaseTerms.RenewalInterval(s_lease);
        var intervals = TimeSpan.FromHours(Hours) / interval;
        var perInterval = total.Requests / intervals / count;
        var growth = (double)end / warm;
        Output.Row($"{count} instances, a lease of {s_lease.TotalSeconds:0} s, {Hours} hours; took {took.TotalSeconds:0} s", $"counted", $"promised");
        Output.Row("requests per instance and interval", $"{perInterval:0.0000}", $"1");
        Output.Row("reads among them", $"{total.Reads}", $"0");
        Output.Row("bytes of an answer", $"{(double)total.Bytes / total.Requests:0}");
        Output.Row("oldest renewal at an hour's end, s", $"{oldest.TotalSeconds:0.0}", $"{interval.TotalSeconds + 1:0}");
        Output.Row("instances lost, and after a sleep of the machine", $"{lost}, {count - remaining}", $"0, 0");
        Output.Row("memory after 24 h / after 2 h, cluster included", $"{growth:0.000}", $"{TargetGrowth}");
        return Math.Abs(perInterval - 1) < 0.001 && total.Reads == 0 && oldest <= interval + s_second && lost == 0 && remaining == count && growth <= TargetGrowth;
    }

    private static async Task<T> DriveAsync<T>(ManualTimeProvider world, Task<T> task)
    {
        await DriveAsync(world, (Task)task);
        return await task;
    }

    private static async Task DriveAsync(ManualTimeProvider world, Task task)
    {
        await OneThread.IdleAsync();
        while (!task.IsCompleted)
            await PassAsync(world, TimeSpan.FromMilliseconds(100));
        await task;
    }

    private static async Task PassAsync(ManualTimeProvider world, TimeSpan time)
    {
        var end = world.GetUtcNow() + time;
        await OneThread.IdleAsync();
        while (world.GetUtcNow() < end)
        {
            var next = world.NextDue is { } due && due < end ? due : end;
            world.Advance(next > world.GetUtcNow() ? next - world.GetUtcNow() : TimeSpan.Zero);
            await OneThread.IdleAsync();
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
