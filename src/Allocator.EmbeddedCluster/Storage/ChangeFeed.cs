namespace Allocator.Embedded;

/// <summary>All writes, for one reader who misses none.</summary>
internal sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private Queue<StoreChange> _waiting = new();
    private TaskCompletionSource _grown = NewSignal();

    public void Add(StoreChange change)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _waiting.Enqueue(change);
            grown = _grown;
        }

        grown.TrySetResult();
    }

    /// <summary>Takes what has been written since the last call.</summary>
    /// <param name="more">Completes when there is more.</param>
    public IReadOnlyCollection<StoreChange> Take(out Task more)
    {
        lock (_gate)
        {
            if (_grown.Task.IsCompleted)
                _grown = NewSignal();
            more = _grown.Task;
            if (_waiting.Count == 0)
                return [];
            var taken = _waiting;
            _waiting = new();
            return taken;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
