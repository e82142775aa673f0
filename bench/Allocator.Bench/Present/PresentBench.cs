using System.Diagnostics;
using System.Security.Cryptography;
using Allocator.Bench.Load;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Present;

/// <summary>What thousands of others' instances cost an owner who lists, creates and destroys: beside the same in a namespace that is empty, in turns.</summary>
internal static class PresentBench
{
    private const string ServiceName = "bench-present";
    private const string OtherName = "bench-another";
    private const int AtOnce = 32;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var connection = Cluster.Connect(arguments);
        await using var admin = new ClusterClient(connection);
        var (emptyName, fullName) = ($"{connection.Namespace}-none", $"{connection.Namespace}-full");
        try
        {
            var empty = await BenchNamespace.CreateAsync(admin, emptyName, cancellationToken);
            var full = await BenchNamespace.CreateAsync(admin, fullName, cancellationToken);
            var each = (arguments.Instances ?? 2000) / 2;
            await FillAsync(full, each, cancellationToken);
            var rounds = arguments.Rounds ?? 30;
            var scan = await MeasureScanAsync(empty, full, rounds, cancellationToken);

            // Half of all places are held by others in the second case.
            var unlimited = new BenchService(ServiceName) { PerOwner = 10, All = null };
            var limited = unlimited with { All = 2 * each };
            var isGood = await MeasureAsync("without a limit of all owners", unlimited, scan, 0, empty, full, rounds, cancellationToken);
            isGood &= await MeasureAsync($"{2 * each} places for all owners, {each} of them held", limited, scan, 2, empty, full, rounds, cancellationToken);
            return isGood ? 0 : 1;
        }
        finally
        {
            await BenchNamespace.DeleteAsync(admin, emptyName);
            await BenchNamespace.DeleteAsync(admin, fullName);
        }
    }

    /// <summary>Half are of the same service, half of another; each is another owner's, and none runs out.</summary>
    private static async Task FillAsync(ClusterConnection full, int each, CancellationToken cancellationToken)
    {
        var service = new BenchService(ServiceName) { PerOwner = 1, All = 2 * each, Lease = Timeout.InfiniteTimeSpan };
        var recorded = await WriteRecorder.RecordAsync(full, service, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        foreach (var name in new[] { ServiceName, OtherName })
        {
            using var bare = new BareCreates(full, recorded, name);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, each, parallel, async (number, token) => await bare.CreateOneAsync(number, RandomNumberGenerator.GetHexString(40, lowercase: true), token));
        }

        Output.Line($"{2 * each} instances of as many owners are there, half of them of the same service; made in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }

    /// <summary>A list that finds nothing: what it takes longer where there is much is the server's time to look through it.</summary>
    private static async Task<double> MeasureScanAsync(ClusterConnection empty, ClusterConnection full, int rounds, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var nobody = new ResourceSelector { Labels = $"{Labels.Service}={ServiceName},{Labels.Role}={Labels.RootRole},{Labels.Owner}=nobody" };
        foreach (var place in new[] { empty, full })
        {
            await using var client = new ClusterClient(place);
            var samples = new Samples();
            for (var round = -1; round < rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                await client.ListPageAsync(ResourceKind.Lease, place.Namespace, nobody, 500, null, cancellationToken);
                if (round >= 0)
                    samples.Add(Stopwatch.GetElapsedTime(start));
            }

            times.Add(samples.Median);
        }

        Output.Line($"a list of Leases that finds nothing: {times[0]:0.0} ms where there are none, {times[1]:0.0} ms here; so the server looks through them for {times[1] - times[0]:0.0} ms");
        return times[1] - times[0];
    }

    private static async Task<bool> MeasureAsync(
        string title, BenchService service, double scan, int extraRequests, ClusterConnection empty, ClusterConnection full, int rounds, CancellationToken cancellationToken)
    {
        await using var alone = new OwnerSide(empty, service);
        await using var among = new OwnerSide(full, service);
        for (var round = -1; round < rounds; round++)
        {
            foreach (var side in round % 2 == 0 ? new[] { alone, among } : [among, alone])
                await side.RunAsync(round >= 0, cancellationToken);
        }

        Console.WriteLine();
        Output.Row(title, $"alone", $"among them", $"difference");
        var isGood = true;
        foreach (var (one, other) in alone.Operations.Zip(among.Operations))
            isGood &= OperationCosts.Compare(one, other, scan, extraRequests);
        Output.Row("a process' look for what others left: requests", $"{alone.Sweeps.Sweeps}", $"{among.Sweeps.Sweeps}");
        Output.Row("a process' look for what others left: kB", $"{alone.Sweeps.SweepBytes / 1e3:0}", $"{among.Sweeps.SweepBytes / 1e3:0}");
        return isGood;
    }
}
