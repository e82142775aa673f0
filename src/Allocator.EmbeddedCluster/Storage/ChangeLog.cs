namespace Allocator.Embedded;

/// <summary>The latest writes, in order. Readers follow at their own pace; who falls behind what is kept has to list again.</summary>
internal sealed class ChangeLog(int capacity)
{
    private readonly Lock _gate = new();
    private readonly StoreChange[] _ring = new StoreChange[capacity];
    private int _first;
    private int _count;
    private long _forgottenAt;
    private TaskCompletionSource _grown = NewSignal();

    /// <summary>Who begins to read may do so after this version.</summary>
    public long CompactedAt { get; private set; }

    public void Add(StoreChange change)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (_count == capacity)
            {
                _forgottenAt = _ring[_first].Version;
                CompactedAt = Math.Max(CompactedAt, _forgottenAt);
                _first = (_first + 1) % capacity;
                _count--;
            }

            _ring[(_first + _count++) % capacity] = change;
            grown = _grown;
            _grown = NewSignal();
        }

        grown.TrySetResult();
    }

    /// <summary>Lets nobody begin with what there is. Those who are reading go on, however far they are.</summary>
    /// <param name="version">The version of the last write.</param>
    public void Compact(long version)
    {
        lock (_gate)
            CompactedAt = version;
    }

    /// <summary>The changes after a version, and what completes when there are more.</summary>
    /// <returns>False if some of them have been forgotten.</returns>
    public bool TryRead(long after, out IReadOnlyList<StoreChange> changes, out Task more)
    {
        lock (_gate)
        {
            more = _grown.Task;
            changes = [];
            if (after < _forgottenAt)
                return false;
            var next = FirstAfter(after);
            if (next < _count)
            {
                var read = new StoreChange[_count - next];
                for (var i = 0; i < read.Length; i++)
                    read[i] = At(next + i);
                changes = read;
            }

            return true;
        }
    }

    private StoreChange At(int index) => _ring[(_first + index) % capacity];

    private int FirstAfter(long version)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Version > version)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
