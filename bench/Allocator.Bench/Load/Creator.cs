using Allocator.Bench.Traffic;

namespace Allocator.Bench.Load;

/// <summary>The program of a further process: does what its standard input says, a line at a time, and answers with a line each.</summary>
internal static class Creator
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var limit = arguments.Instances ?? 200;
        await using var allocator = new MeteredAllocator(Cluster.Connect(arguments), new BenchService(LoadBench.ServiceName) { PerOwner = limit, All = limit });
        var busy = Task.CompletedTask;
        using var resting = new CancellationTokenSource();
        Console.WriteLine("started");
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line.Split(' '))
            {
                case ["create", var count]:
                    allocator.Meter.Take();
                    await allocator.CreateAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
                    var traffic = allocator.Meter.Take();
                    Console.WriteLine($"created {traffic.Requests} {traffic.Taken} {traffic.Refused}");
                    break;
                case ["destroy"]:
                    await allocator.DestroyAsync();
                    Console.WriteLine("destroyed");
                    break;
                case ["busy", var count]:
                    busy = BeBusyAsync(allocator, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), resting.Token);
                    Console.WriteLine("busy");
                    break;
                case ["rest"]:
                    await resting.CancelAsync();
                    await busy;
                    Console.WriteLine("resting");
                    break;
            }
        }

        return 0;
    }

    /// <summary>Creates so many at once, destroys them, and begins again.</summary>
    private static async Task BeBusyAsync(MeteredAllocator allocator, int count, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await allocator.CreateAsync(count, CancellationToken.None);
            await allocator.DestroyAsync();
        }
    }
}
