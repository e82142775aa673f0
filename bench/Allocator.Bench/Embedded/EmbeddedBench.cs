using System.Diagnostics;
using System.Globalization;

namespace Allocator.Bench.Embedded;

/// <summary>What an embedded cluster costs: its start, its memory, and its writes beside a real API server's.</summary>
internal static class EmbeddedBench
{
    private const int Starts = 20;
    private const double TargetStart = 150;
    private const int Objects = 10_000;
    private const int Writes = 4_000;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var starts = await MeasureStartsAsync(cancellationToken);
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: cancellationToken);
        await MeasureMemoryAsync(cluster, cancellationToken);
        await MeasureWritesAsync(arguments, cluster, cancellationToken);
        return starts <= TargetStart ? 0 : 1;
    }

    /// <summary>From nothing until a request has been answered, TLS included.</summary>
    private static async Task<double> MeasureStartsAsync(CancellationToken cancellationToken)
    {
        var (first, warm) = (0.0, new Samples());
        for (var i = 0; i < Starts; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: cancellationToken);
            await using var client = new ClusterClient(ClusterConnection.FromKubeconfigText(cluster.KubeconfigText));
            await client.GetAsync(new("", "v1", "Namespace", "namespaces", false), "", "default", cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (i == 0)
                first = elapsed.TotalMilliseconds;
            else
                warm.Add(elapsed);
        }

        Print($"start until the first answer, warm: median {warm.Median:0} ms, p95 {warm.Percentile95:0} ms (target: at most {TargetStart:0} ms); the process' first: {first:0} ms");
        return warm.Median;
    }

    private static async Task MeasureMemoryAsync(EmbeddedCluster cluster, CancellationToken cancellationToken)
    {
        using var writer = new ObjectWriter(ClusterConnection.FromKubeconfigText(cluster.KubeconfigText));
        await writer.WriteAsync("memory-warm", 500, cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await writer.WriteAsync("memory", Objects, cancellationToken);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var each = (double)held / Objects;
        Print($"memory of {Objects} ConfigMaps of {writer.BytesEach} bytes: {held / 1e6:0.0} MB, {each:0} bytes each, {each / writer.BytesEach:0.0} times their JSON");
    }

    /// <summary>The same creates against both API servers, in turns.</summary>
    private static async Task MeasureWritesAsync(Arguments arguments, EmbeddedCluster cluster, CancellationToken cancellationToken)
    {
        using var embedded = new ObjectWriter(ClusterConnection.FromKubeconfigText(cluster.KubeconfigText));
        if (arguments.Kubeconfig is null)
        {
            Print($"creates, {ObjectWriter.AtOnce} at once: {Writes / await embedded.WriteAsync("writes", Writes, cancellationToken):0} a second (with --kubeconfig: beside a real API server)");
            return;
        }

        using var real = new ObjectWriter(Cluster.Connect(arguments));
        var (ours, theirs) = (new Samples(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            var our = Writes / Rounds / await embedded.WriteAsync($"writes-{round}", Writes / Rounds, cancellationToken);
            var their = Writes / Rounds / await real.WriteAsync($"writes-{round}", Writes / Rounds, cancellationToken);
            // The first round warms up.
            if (round > 0)
            {
                ours.Add(our);
                theirs.Add(their);
            }
        }

        await real.DeleteAllAsync(cancellationToken);
        Print($"creates a second, {ObjectWriter.AtOnce} at once, medians of {Rounds} alternating rounds: embedded {ours.Median:0}, the real API server {theirs.Median:0}; ratio {ours.Median / theirs.Median:0.0}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
