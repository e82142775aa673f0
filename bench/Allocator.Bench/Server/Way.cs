using System.Diagnostics;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Server;

/// <summary>A way to create an instance, and what it costs.</summary>
/// <param name="name">Its name.</param>
/// <param name="meter">What is sent to the cluster.</param>
internal abstract class Way(string name, TrafficMeter meter) : IAsyncDisposable
{
    public string Name => name;

    /// <summary>Requests to the cluster until the Create has returned.</summary>
    public Samples Requests { get; } = new();

    /// <summary>Creates an instance, destroys it, and tells how long the Create took.</summary>
    public async Task<TimeSpan> MeasureAsync(bool isMeasured, CancellationToken cancellationToken)
    {
        meter.Take();
        var start = Stopwatch.GetTimestamp();
        var destroy = await CreateAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (meter.Take() is var traffic && isMeasured)
            Requests.Add(traffic.Requests);
        await destroy(cancellationToken);
        return elapsed;
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Creates, and gives what destroys until all is gone.</summary>
    protected abstract Task<Func<CancellationToken, Task>> CreateAsync(CancellationToken cancellationToken);
}
