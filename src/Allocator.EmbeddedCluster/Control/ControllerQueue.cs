namespace Allocator.Embedded;

/// <summary>What a controller has to look at, each object once.</summary>
internal sealed class ControllerQueue(IController controller, TimeProvider time, Action wake) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<ObjectReference> _queue = new();
    private readonly HashSet<ObjectReference> _queued = [];
    private readonly Dictionary<ObjectReference, ITimer> _timers = [];
    private int _freezes;

    public IController Controller { get; } = controller;

    /// <summary>Whether it is frozen at least once.</summary>
    public bool IsFrozen => Volatile.Read(ref _freezes) > 0;

    public bool HasWork
    {
        get
        {
            lock (_gate)
                return !IsFrozen && _queue.Count > 0;
        }
    }

    /// <summary>Freezes it once more, or once less.</summary>
    public void SetFrozen(bool isFrozen)
    {
        var wasFrozen = IsFrozen;
        Interlocked.Add(ref _freezes, isFrozen ? 1 : -1);
        if (IsFrozen != wasFrozen)
            Controller.SetFrozen(IsFrozen);
    }

    public void Observe(StoreChange change)
    {
        foreach (var reference in Controller.Affected(change))
            Add(reference);
    }

    public void Add(ObjectReference reference)
    {
        lock (_gate)
        {
            if (_queued.Add(reference))
                _queue.Enqueue(reference);
        }
    }

    /// <summary>Adds it later; the latest call for an object counts.</summary>
    public void AddAfter(ObjectReference reference, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_timers.Remove(reference, out var earlier))
                earlier.Dispose();
            _timers[reference] = time.CreateTimer(_ => Due(reference), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    public ObjectReference Take()
    {
        lock (_gate)
        {
            var reference = _queue.Dequeue();
            _queued.Remove(reference);
            return reference;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var timer in _timers.Values)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void Due(ObjectReference reference)
    {
        lock (_gate)
        {
            if (_timers.Remove(reference, out var timer))
                timer.Dispose();
        }

        Add(reference);
        wake();
    }
}
