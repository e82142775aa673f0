using System.Globalization;

namespace Allocator.Bench.Forward;

/// <summary>Connections to an instance beside <c>kubectl port-forward</c> to the same pod, in alternating rounds.</summary>
internal static class ForwardBench
{
    private const double TargetRatio = 1.0;
    private const int DefaultRounds = 9;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var allocator = await AllocatorForward.StartAsync(arguments, cancellationToken);
        await using var kubectl = new KubectlForward(arguments, allocator.PodName);

        // The first round warms up.
        foreach (var kind in KindsOfTraffic(arguments.Megabytes))
            await kind.RunAsync(allocator, kubectl, true, cancellationToken);

        var comparisons = KindsOfTraffic(arguments.Megabytes);
        var rounds = arguments.Rounds ?? DefaultRounds;
        for (var round = 0; round < rounds; round++)
        {
            // Who comes first changes, so that neither always follows the other.
            foreach (var comparison in comparisons)
                await comparison.RunAsync(allocator, kubectl, round % 2 == 0, cancellationToken);
        }

        Print(arguments, comparisons);
        return comparisons.Where(comparison => comparison.IsThroughput).All(comparison => comparison.Ratio >= TargetRatio) ? 0 : 1;
    }

    private static Comparison[] KindsOfTraffic(int megabytes) =>
    [
        new("upload, MiB/s", true, (ports, token) => Traffic.UploadAsync(ports, megabytes, token)),
        new("download, MiB/s", true, (ports, token) => Traffic.DownloadAsync(ports, megabytes, token)),
        new("echo, both ways at once, MiB/s", true, (ports, token) => Traffic.EchoAsync(ports, megabytes, token)),
        new("echo over 100 connections at once, MiB/s", true, (ports, token) => Traffic.ManyAsync(ports, megabytes, token)),
        new("connect and the first byte back, ms", false, Traffic.LatencyAsync),
    ];

    private static void Print(Arguments arguments, Comparison[] comparisons)
    {
        Row($"medians of {arguments.Rounds ?? DefaultRounds} rounds, {arguments.Megabytes} MiB each", "Allocator", "kubectl", "ratio");
        foreach (var comparison in comparisons)
            Row(comparison.Name, Text(comparison.Ours.Median), Text(comparison.Theirs.Median), Text(comparison.Ratio));
        Console.WriteLine();
        Console.WriteLine($"ratio: Allocator / kubectl, the median of the rounds' ratios (target: at least {Text(TargetRatio)} for every throughput); 0: not done in 20 s, or broken");
    }

    private static void Row(string what, string ours, string theirs, string ratio) => Console.WriteLine($"{what,-44}{ours,12}{theirs,12}{ratio,8}");

    private static string Text(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
