using Allocator.Bench.Ready;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Server;

/// <summary>What a server adds to the library's Create: the same instance of the same cluster by both, in turns.</summary>
internal static class ServerBench
{
    private const double TargetMilliseconds = 5;
    private const int WarmUp = 100;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var map = new BenchService("bench-server") { PerOwner = 10, All = 20 };
        if (arguments.Kubeconfig is not null)
        {
            var real = Cluster.Connect(arguments);
            var isGood = await CompareAsync("a ConfigMap, the named cluster", real, map, WarmUp / 4, 6 * arguments.Pairs, cancellationToken);
            await CompareAsync("a Deployment, the named cluster", real, map with { Template = "ready.gotmpl", Image = arguments.Image }, 1, arguments.Pairs, cancellationToken);
            return isGood ? 0 : 1;
        }

        await using var embedded = await EmbeddedCluster.StartAsync(cancellationToken: cancellationToken);
        var connection = ClusterConnection.FromKubeconfigText(embedded.KubeconfigText);
        return await CompareAsync("a ConfigMap, embedded cluster", connection, map, WarmUp, 20 * arguments.Pairs, cancellationToken) ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(
        string title, ClusterConnection connection, BenchService service, int warmUp, int rounds, CancellationToken cancellationToken)
    {
        var metered = new MeteredAllocator(connection, service);
        await using var server = await BenchServer.StartAsync(connection, service, cancellationToken);
        var client = AllocatorClient.Create(options => options.Server = server.Address);
        await using var library = new AllocatorWay("library", metered.Meter, metered.Allocator, metered);
        await using var request = new HttpWay("server, POST", server.Meter, server.Address, service);
        await using var handle = new AllocatorWay("server, Allocator.Client", server.Meter, client.AllocatorOf(service.Name), client);
        Way[] ways = [library, request, handle];
        var times = ways.Select(_ => new Samples()).ToArray();
        var differences = ways.Select(_ => new Samples()).ToArray();

        for (var round = -warmUp; round < rounds; round++)
        {
            // Who comes first changes, so that none always follows the same other.
            var took = new double[ways.Length];
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = (round + warmUp + turn) % ways.Length;
                if (service.Image is not null)
                    await Kubelet.SettleAsync(round + warmUp, cancellationToken);
                took[way] = (await ways[way].MeasureAsync(round >= 0, cancellationToken)).TotalMilliseconds;
            }

            for (var way = 0; way < ways.Length && round >= 0; way++)
            {
                times[way].Add(took[way]);
                differences[way].Add(took[way] - took[0]);
            }
        }

        Print(title, ways, times, differences);
        return differences.Skip(1).All(added => added.Median <= TargetMilliseconds) && request.Requests.Mean <= library.Requests.Mean;
    }

    private static void Print(string title, Way[] ways, Samples[] times, Samples[] differences)
    {
        Console.WriteLine();
        Output.Row($"{title}: {times[0].Count} rounds, ms of a Create", $"median", $"p95", $"added, median", $"p95", $"requests");
        foreach (var (way, (time, added)) in ways.Zip(times.Zip(differences)))
            Output.Row(way.Name, $"{time.Median:0.0}", $"{time.Percentile95:0.0}", $"{added.Median:0.0}", $"{added.Percentile95:0.0}", $"{way.Requests.Mean:0.00}");
        Output.Line($"target: at most {TargetMilliseconds} ms added at the median, and no request more by the POST");
    }
}
