namespace Allocator;

/// <summary>A fault that is on. Disposing ends it.</summary>
public sealed class InjectedFault : IDisposable
{
    private readonly Action<InjectedFault> _remove;
    private readonly TaskCompletionSource _usedUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen;
    private int _hits;

    internal InjectedFault(RequestFault fault, Action<InjectedFault> remove) => (Fault, _remove) = (fault, remove);

    /// <summary>What it does.</summary>
    public RequestFault Fault { get; }

    /// <summary>How many requests it has hit. Those of them that have to wait have begun to.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>
    /// Completes when it has hit as many requests as it is for, and those of them that have to wait have begun to: from then on a clock that is
    /// advanced lets them go on.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up, or the fault was disposed before.</exception>
    public Task WhenUsedUpAsync(CancellationToken cancellationToken = default) => _usedUp.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _remove(this);
        _usedUp.TrySetCanceled();
    }

    /// <summary>Counts a request that meets its conditions.</summary>
    /// <returns>Whether it is hit.</returns>
    internal bool Hit()
    {
        var seen = Interlocked.Increment(ref _seen);
        var last = (long)Fault.Skip + Fault.Times;
        if (seen >= last)
            _remove(this);
        return seen > Fault.Skip && seen <= last;
    }

    /// <summary>Counts a hit, once the request waits for what it has to wait for.</summary>
    internal void Begin()
    {
        if (Interlocked.Increment(ref _hits) == Fault.Times)
            _usedUp.TrySetResult();
    }
}
