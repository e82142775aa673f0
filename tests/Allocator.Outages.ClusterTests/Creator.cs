using System.Collections.Concurrent;
using System.Diagnostics;

namespace Allocator;

/// <summary>Creates, holds and destroys, again and again, and keeps account of every call.</summary>
internal sealed class Creator : IAsyncDisposable
{
    private static readonly CreateOptions s_patiently = new() { PlaceTimeout = TimeSpan.FromMinutes(3) };

    private readonly InstanceAllocator _allocator;
    private readonly ConcurrentQueue<Call> _calls = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _looping;

    public Creator(InstanceAllocator allocator)
    {
        _allocator = allocator;
        _looping = LoopAsync();
    }

    public IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>Returns when it has created and destroyed once more.</summary>
    public async Task CycledAsync()
    {
        var destroyed = Destroyed();
        await Eventually.FoundAsync(() => Task.FromResult(Destroyed() > destroyed || _looping.IsCompleted ? this : null));
        if (_looping.IsCompleted)
            await _looping;
    }

    /// <summary>Ends it after the cycle that is under way.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _looping;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looping.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _allocator.DisposeAsync();
        _stopping.Dispose();
    }

    private int Destroyed() => _calls.Count(call => call is { What: "Destroy", Failure: null });

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            InstanceHandle? handle = null;
            await CallAsync("Create", async () => (handle = await _allocator.CreateAsync(s_patiently, cancellationToken: CancellationToken.None)).Name);
            if (handle is null)
                continue;

            // It works: what was returned is there, and ready.
            var instance = await _allocator.GetAsync(handle.Name, CancellationToken.None);
            Assert.Equal(InstanceState.Ready, instance.State);
            await Task.Delay(Random.Shared.Next(200), CancellationToken.None);
            await CallAsync("Destroy", async () =>
            {
                await handle.DestroyAsync(cancellationToken: CancellationToken.None);
                return handle.Name;
            });
            await handle.DisposeAsync();
        }
    }

    private async Task CallAsync(string what, Func<Task<string>> call)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var name = await call();
            _calls.Enqueue(new Call(what, name, begun, Stopwatch.GetTimestamp(), null));
        }
        catch (Exception failure)
        {
            _calls.Enqueue(new Call(what, null, begun, Stopwatch.GetTimestamp(), failure));
        }
    }
}
