using System.Diagnostics;
using System.Globalization;

namespace Allocator.Bench.Ready;

/// <summary>Create until ready beside kubectl, in alternating pairs; and how soon Create returns after the workload's ready event.</summary>
internal static class ReadyBench
{
    private const double TargetRatio = 0.85;
    private const double TargetDelay = 20;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var observer = new ReadyObserver(arguments);
        await observer.StartAsync(cancellationToken);
        await using var allocator = new AllocatorSide(arguments);
        var kubectl = new KubectlSide(arguments);

        // Not part of the pairs: the first Create of the process compiles, connects and begins the watches, the first kubectl fills its discovery cache.
        var (cold, _, _) = await allocator.MeasureAsync(cancellationToken);
        await kubectl.MeasureAsync(cancellationToken);

        var (ours, theirs, starts, delays) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var pair = 0; pair < arguments.Pairs; pair++)
        {
            // Who comes first changes, so that neither always follows the other.
            for (var side = 0; side < 2; side++)
            {
                await Kubelet.SettleAsync(pair, cancellationToken);
                if ((pair + side) % 2 == 0)
                {
                    var (elapsed, returnedAt, name) = await allocator.MeasureAsync(cancellationToken);
                    ours.Add(elapsed);
                    delays.Add(Stopwatch.GetElapsedTime(await observer.ReadyAtAsync(name, cancellationToken), returnedAt));
                }
                else
                {
                    theirs.Add(await kubectl.MeasureAsync(cancellationToken));
                }
            }

            starts.Add(await kubectl.MeasureStartAsync(cancellationToken));
        }

        Print(ours, theirs, starts, delays, cold);
        return ours.Median <= TargetRatio * theirs.Median && delays.Median <= TargetDelay ? 0 : 1;
    }

    private static void Print(Samples ours, Samples theirs, Samples starts, Samples delays, TimeSpan cold)
    {
        Row($"{ours.Count} alternating pairs, milliseconds", "median", "p95");
        Row("Allocator: CreateAsync until ready, both limits", ours);
        Row("kubectl: apply + rollout status", theirs);
        Row("  of which the start of its two processes", starts);
        Row("ready event to the return of CreateAsync", delays);
        Console.WriteLine();
        Console.WriteLine(Text($"Allocator / kubectl: {ours.Median / theirs.Median:0.00} (target: at most {TargetRatio})"));
        Console.WriteLine(Text($"Allocator / kubectl without the start of its processes: {ours.Median / (theirs.Median - starts.Median):0.00}"));
        Console.WriteLine(Text($"Ready event to return, median: {delays.Median:0.0} ms (target: at most {TargetDelay} ms)"));
        Console.WriteLine(Text($"The first Create of the process, not counted above: {cold.TotalMilliseconds:0} ms"));
    }

    private static void Row(string what, Samples samples) => Row(what, Text($"{samples.Median:0.0}"), Text($"{samples.Percentile95:0.0}"));

    private static void Row(string what, string median, string percentile) => Console.WriteLine($"{what,-52}{median,10}{percentile,10}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
