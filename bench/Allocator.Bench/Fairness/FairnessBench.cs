using System.Diagnostics;
using Allocator.Bench.Load;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Fairness;

/// <summary>A user who is subject to priority and fairness: what a 429 does, and what one who creates one by one feels of a neighbour who creates many at once.</summary>
internal static class FairnessBench
{
    private const string QuietName = "bench-quiet";
    private const string LimitedName = "bench-limited";
    private const int Places = 50;
    private const int TooMany = 10;
    private const double TargetWait = 2000;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var connection = Cluster.Connect(arguments);
        await using var admin = new ClusterClient(connection);
        await BenchUsers.CreateAsync(admin, cancellationToken);
        try
        {
            var isGood = await MeasureRefusalsAsync(admin, cancellationToken);
            Console.WriteLine();
            Output.Row($"milliseconds of a Create, one by one, {arguments.Rounds ?? 30} each", $"median", $"p95");
            isGood &= await MeasureNeighboursAsync("the server's own priority levels", arguments, admin, cancellationToken);
            await using (await PriorityLevel.CreateAsync(admin, PriorityLevel.Queueing, [BenchUsers.Busy, BenchUsers.Quiet], cancellationToken))
                isGood &= await MeasureNeighboursAsync("a level of few seats that queues", arguments, admin, cancellationToken);
            Output.Line($"target: a 95th percentile of at most {TargetWait:0} ms");
            return isGood ? 0 : 1;
        }
        finally
        {
            await BenchUsers.DeleteAsync(admin);
        }
    }

    /// <summary>More Creates than places, at a level of few seats that rejects whatever finds none.</summary>
    private static async Task<bool> MeasureRefusalsAsync(ClusterClient admin, CancellationToken cancellationToken)
    {
        await using var level = await PriorityLevel.CreateAsync(admin, PriorityLevel.Rejecting, [BenchUsers.Busy], cancellationToken);
        var log = new RefusalLog();
        var service = new BenchService(LimitedName) { PerOwner = Places, All = Places };
        await using var allocator = new MeteredAllocator(admin.Connection.As(BenchUsers.Busy), service, log.Wrap);
        var start = Stopwatch.GetTimestamp();
        var refused = await allocator.CreateAsync(Places + TooMany, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var created = Places + TooMany - refused;
        var (requests, refusals, disregards) = (log.Requests, log.Refusals, log.Disregards);
        var roots = new ResourceSelector { Labels = $"{Labels.Service}={LimitedName},{Labels.Role}={Labels.RootRole}" };
        var there = await admin.ListAsync(ResourceKind.Lease, admin.Connection.Namespace, roots, cancellationToken).CountAsync(root => !root.IsTerminating(), cancellationToken);
        await allocator.DestroyAsync();
        await Emptiness.WaitAsync(admin, LimitedName, cancellationToken);

        Output.Row($"{Places + TooMany} Creates at once, {Places} places, a level that rejects", $"counted", $"promised");
        Output.Row("created; refused for want of a place; there afterwards", $"{created}; {refused}; {there}", $"{Places}; {TooMany}; {Places}");
        Output.Row("requests; answered 429", $"{requests}; {refusals}", $"not 0");
        Output.Row("begun though the server wanted to be asked later", $"{disregards}", $"0");
        Output.Row("seconds", $"{elapsed.TotalSeconds:0.0}");
        return refused == TooMany && there == Places && refusals > 0 && disregards == 0;
    }

    private static async Task<bool> MeasureNeighboursAsync(string level, Arguments arguments, ClusterClient admin, CancellationToken cancellationToken)
    {
        var rounds = arguments.Rounds ?? 30;
        var crowd = arguments.Instances ?? 200;
        var quiet = new BenchService(QuietName) { PerOwner = 10, All = 10 };
        await using var allocator = new MeteredAllocator(admin.Connection.As(BenchUsers.Quiet), quiet);
        await CreateOneByOneAsync(allocator, 3, cancellationToken);
        var alone = await CreateOneByOneAsync(allocator, rounds, cancellationToken);
        Row(level, "alone", alone);
        var isGood = true;
        foreach (var (user, text) in new[] { (BenchUsers.Busy, "another user's"), (BenchUsers.Quiet, "the same user's") })
        {
            await using var neighbour = CreatorProcess.Start(arguments, crowd, user);
            await neighbour.CreateAsync(1, cancellationToken);
            await neighbour.DestroyAsync(cancellationToken);
            await neighbour.BeBusyAsync(crowd, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            var beside = await CreateOneByOneAsync(allocator, rounds, cancellationToken);
            await neighbour.RestAsync(cancellationToken);
            await Emptiness.WaitAsync(admin, LoadBench.ServiceName, cancellationToken);
            Row(level, $"beside {crowd} at once of {text}", beside);
            isGood &= beside.Percentile95 <= TargetWait;
        }

        return isGood;
    }

    private static async Task<Samples> CreateOneByOneAsync(MeteredAllocator allocator, int count, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var instance = await allocator.Allocator.CreateAsync(cancellationToken: cancellationToken);
            samples.Add(Stopwatch.GetElapsedTime(start));
        }

        return samples;
    }

    private static void Row(string level, string what, Samples samples) => Output.Row($"{level}: {what}", $"{samples.Median:0}", $"{samples.Percentile95:0}");
}
