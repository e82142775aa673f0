using System.Diagnostics;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Load;

/// <summary>Many Creates at once, as many as there are places, beside the same writes by a bare HTTP client; then the same by several processes.</summary>
internal static class LoadBench
{
    public const string ServiceName = "bench-load";

    private const string BareName = "bench-bare";
    private const double TargetRatio = 0.70;

    // Root, two tickets, the ConfigMap, the commit.
    private const int WritesEach = 5;
    private const double TargetExtra = 1;

    // Processes do not know of each other's places, and all are taken in the end.
    private const double TargetExtraOfSeveral = 3;
    private const int Processes = 4;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Instances ?? 200;
        var service = new BenchService(ServiceName) { PerOwner = count, All = count };
        var connection = Cluster.Connect(arguments);
        await using var admin = new ClusterClient(connection);
        var recorded = await WriteRecorder.RecordAsync(connection, service, cancellationToken);
        await Emptiness.WaitAsync(admin, ServiceName, cancellationToken);
        await using var allocator = new MeteredAllocator(connection, service);
        using var bare = new BareCreates(connection, recorded, BareName);

        var (ours, theirs, ratios, total) = (new Samples(), new Samples(), new Samples(), new TrafficCount());
        var rounds = arguments.Rounds ?? 5;
        for (var round = 0; round <= rounds; round++)
        {
            var bareFirst = round % 2 == 1;
            var their = bareFirst ? await MeasureBareAsync(bare, admin, count, cancellationToken) : 0;
            var (our, traffic) = await MeasureOursAsync(allocator, admin, count, cancellationToken);
            if (!bareFirst)
                their = await MeasureBareAsync(bare, admin, count, cancellationToken);
            Output.Line($"round {round}: Allocator {our:0.00} s, bare {their:0.00} s, {Describe(traffic, count)}{(round == 0 ? " (warms up)" : "")}");
            if (round == 0)
                continue;
            ours.Add(our);
            theirs.Add(their);
            ratios.Add(their / our);
            total = total with { Writes = total.Writes + traffic.Writes, Reads = total.Reads + traffic.Reads, Taken = total.Taken + traffic.Taken };
        }

        var extra = (double)total.Requests / rounds / count - WritesEach;
        Print(count, rounds, ours, theirs, ratios, extra);
        await allocator.DisposeAsync();
        var severalExtra = await SeveralAsync(arguments, admin, count, cancellationToken);
        return ratios.Median >= TargetRatio && extra <= TargetExtra && severalExtra <= TargetExtraOfSeveral ? 0 : 1;
    }

    private static async Task<(double Seconds, TrafficCount Traffic)> MeasureOursAsync(
        MeteredAllocator allocator, ClusterClient admin, int count, CancellationToken cancellationToken)
    {
        allocator.Meter.Take();
        var start = Stopwatch.GetTimestamp();
        if (await allocator.CreateAsync(count, cancellationToken) is > 0 and var refused)
            throw new InvalidOperationException($"{refused} of {count} Creates found no place, though there are as many places.");
        var elapsed = Stopwatch.GetElapsedTime(start);
        var traffic = allocator.Meter.Take();
        await allocator.DestroyAsync();
        await Emptiness.WaitAsync(admin, ServiceName, cancellationToken);
        return (elapsed.TotalSeconds, traffic);
    }

    private static async Task<double> MeasureBareAsync(BareCreates bare, ClusterClient admin, int count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var names = await bare.CreateAsync(count, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        await Parallel.ForEachAsync(names, cancellationToken, async (name, token) =>
            await admin.DeleteAsync(ResourceKind.Lease, admin.Connection.Namespace, name, null, token));
        await Emptiness.WaitAsync(admin, BareName, cancellationToken);
        return elapsed.TotalSeconds;
    }

    /// <summary>As many places, shared by processes that know nothing of each other.</summary>
    private static async Task<double> SeveralAsync(Arguments arguments, ClusterClient admin, int count, CancellationToken cancellationToken)
    {
        var each = count / Processes;
        var processes = Enumerable.Range(0, Processes).Select(_ => CreatorProcess.Start(arguments, each * Processes)).ToList();
        try
        {
            // The first time warms up.
            var (requests, taken) = (0, 0);
            foreach (var isMeasured in new[] { false, true })
            {
                var start = Stopwatch.GetTimestamp();
                var results = await Task.WhenAll(processes.Select(process => process.CreateAsync(each, cancellationToken)));
                var elapsed = Stopwatch.GetElapsedTime(start);
                (requests, taken) = (results.Sum(result => result.Requests), results.Sum(result => result.Taken));
                if (isMeasured)
                    Output.Line($"{Processes} processes, {each} Creates each, {each * Processes} places: {elapsed.TotalSeconds:0.00} s; {(double)requests / count:0.00} requests a Create, {(double)taken / count:0.00} places were taken already");
                await Task.WhenAll(processes.Select(process => process.DestroyAsync(cancellationToken)));
                await Emptiness.WaitAsync(admin, ServiceName, cancellationToken);
            }

            return ((double)requests / count) - WritesEach;
        }
        finally
        {
            foreach (var process in processes)
                await process.DisposeAsync();
        }
    }

    private static string Describe(TrafficCount traffic, int count) => FormattableString.Invariant(
        $"{(double)traffic.Requests / count:0.00} requests a Create ({traffic.Taken} places were taken already, {traffic.Reads} reads, {traffic.Refused} answers 429)");

    private static void Print(int count, int rounds, Samples ours, Samples theirs, Samples ratios, double extra)
    {
        var writes = count * WritesEach;
        Console.WriteLine();
        Output.Row($"{count} Creates at once, {count} places, {rounds} rounds in turns", $"seconds", $"writes/s");
        Output.Row("Allocator", $"{ours.Median:0.00}", $"{writes / ours.Median:0}");
        Output.Row("HttpClient, the same writes", $"{theirs.Median:0.00}", $"{writes / theirs.Median:0}");
        Output.Line($"throughput, Allocator / HttpClient, median of the rounds: {ratios.Median:0.00} (target: at least {TargetRatio})");
        Output.Line($"requests a Create: {WritesEach + extra:0.00} (target: {WritesEach}, and at most {TargetExtra} more)");
    }
}
