using System.Diagnostics;
using Allocator.Bench.Traffic;

namespace Allocator.Bench.Present;

/// <summary>An owner who creates, lists and destroys in one place.</summary>
internal sealed class OwnerSide(ClusterConnection place, BenchService service) : IAsyncDisposable
{
    private static readonly DestroyOptions s_untilGone = new() { WaitUntilGone = true };

    private readonly MeteredAllocator _allocator = new(place, service);
    private readonly OperationCosts _create = new("create");
    private readonly OperationCosts _list = new("list");
    private readonly OperationCosts _destroy = new("destroy");

    public IReadOnlyList<OperationCosts> Operations => [_create, _list, _destroy];

    /// <summary>What a process sends once, beside its first Create.</summary>
    public TrafficCount Sweeps { get; private set; } = new();

    public async Task RunAsync(bool isMeasured, CancellationToken cancellationToken)
    {
        InstanceHandle? handle = null;
        await MeasureAsync(_create, isMeasured, async () => handle = await _allocator.Allocator.CreateAsync(cancellationToken: cancellationToken));
        await MeasureAsync(_list, isMeasured, async () =>
        {
            if (await _allocator.Allocator.ListAsync(cancellationToken).CountAsync(cancellationToken) != 1)
                throw new InvalidOperationException("The owner has not one instance.");
        });
        await MeasureAsync(_destroy, isMeasured, async () => await handle!.DisposeAsync());

        // A list would still show it while it goes.
        await handle!.DestroyAsync(s_untilGone, cancellationToken);
        _allocator.Meter.Take();
    }

    public ValueTask DisposeAsync() => _allocator.DisposeAsync();

    private async Task MeasureAsync(OperationCosts costs, bool isMeasured, Func<Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (!isMeasured)
        {
            // The sweep goes on beside the first Create; it must not be in what is measured.
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var traffic = _allocator.Meter.Take();
        if (isMeasured)
            costs.Add(elapsed, traffic);
        else
            Sweeps = Sweeps with { Sweeps = Sweeps.Sweeps + traffic.Sweeps, SweepBytes = Sweeps.SweepBytes + traffic.SweepBytes };
    }
}
