using Allocator.Bench.Traffic;

namespace Allocator.Bench.Server;

/// <summary>An allocator's <c>CreateAsync</c>, from the call to the handle.</summary>
/// <param name="name">The way's name.</param>
/// <param name="meter">What is sent to the cluster.</param>
/// <param name="allocator">The library's, or the client's.</param>
/// <param name="owner">What it came with.</param>
internal sealed class AllocatorWay(string name, TrafficMeter meter, IInstanceAllocator allocator, IAsyncDisposable owner) : Way(name, meter)
{
    private static readonly DestroyOptions s_untilGone = new() { WaitUntilGone = true };

    public override ValueTask DisposeAsync() => owner.DisposeAsync();

    protected override async Task<Func<CancellationToken, Task>> CreateAsync(CancellationToken cancellationToken)
    {
        var handle = await allocator.CreateAsync(cancellationToken: cancellationToken);
        return async token =>
        {
            await using (handle)
                await handle.DestroyAsync(s_untilGone, token);
        };
    }
}
