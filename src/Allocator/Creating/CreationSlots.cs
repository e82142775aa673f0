namespace Allocator;

/// <summary>
/// How many instances this process creates at once. A slot is taken after the places, so that whoever waits for a place holds none: the ones before it always go on.
/// </summary>
internal sealed class CreationSlots(int? limit) : IDisposable
{
    private readonly SemaphoreSlim? _free = limit is { } count ? new SemaphoreSlim(count, count) : null;

    public async Task<IDisposable?> EnterAsync(CreateProgress progress, CancellationToken cancellationToken)
    {
        if (_free is null)
            return null;
        if (!_free.Wait(0, CancellationToken.None))
        {
            progress.Report(InstancePhase.Placing, $"waiting until one of the {limit} creations that this process has under way ends ({nameof(AllocatorOptions.MaxConcurrentCreates)})");
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new Slot(_free);
    }

    public void Dispose() => _free?.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
