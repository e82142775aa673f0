using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>
/// Runs the controllers, one call at a time, as changes come. A frozen controller misses nothing: what it should look at waits for it.
/// </summary>
internal sealed partial class ControlLoop(ObjectStore store, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private readonly List<ControllerQueue> _queues = [];

    // Held while a controller is at work, so that one that gets frozen is not.
    private readonly Lock _step = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _woken = NewSignal();
    private readonly Lock _idleGate = new();
    private List<TaskCompletionSource> _idleWaiters = [];
    private Task? _loop;
    private bool _isOver;

    public void Add(IController controller) => _queues.Add(new(controller, time, Wake));

    /// <summary>Begins, with what has been written so far.</summary>
    public void Start()
    {
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Stops controllers by their names, or lets them go: as often as they were stopped.</summary>
    public void SetFrozen(IReadOnlyCollection<string> names, bool isFrozen)
    {
        lock (_step)
        {
            foreach (var queue in _queues.Where(queue => names.Contains(queue.Controller.Name)))
                queue.SetFrozen(isFrozen);
        }

        Wake();
    }

    public bool IsFrozen(string name) => _queues.Exists(queue => queue.Controller.Name == name && queue.IsFrozen);

    /// <summary>The names of the controllers.</summary>
    public IReadOnlyList<string> Names => [.. _queues.Select(queue => queue.Controller.Name)];

    /// <summary>Has a controller look at an object though it has not changed.</summary>
    public void Enqueue(string name, ObjectReference reference)
    {
        foreach (var queue in _queues.Where(queue => queue.Controller.Name == name))
            queue.Add(reference);
        Wake();
    }

    /// <summary>
    /// Completes when all that has been written or has become due by now is done, but for what frozen controllers keep. It is cancelled when the loop ends.
    /// </summary>
    public Task WhenIdleAsync()
    {
        var idle = NewSignal();
        lock (_idleGate)
        {
            if (_isOver)
                return Task.FromCanceled(new(canceled: true));
            _idleWaiters.Add(idle);
        }

        Wake();
        return idle.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Wake();
        if (_loop is not null)
            await _loop.ConfigureAwait(false);
        lock (_idleGate)
            _isOver = true;
        foreach (var waiter in TakeIdleWaiters())
            waiter.TrySetCanceled();
        foreach (var queue in _queues)
            queue.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var woken = Volatile.Read(ref _woken).Task;
            var waiters = TakeIdleWaiters();
            var more = TakeChanges();
            while (!cancellationToken.IsCancellationRequested && TryStep())
                more = TakeChanges();
            foreach (var waiter in waiters)
                _ = cancellationToken.IsCancellationRequested ? waiter.TrySetCanceled(cancellationToken) : waiter.TrySetResult();
            await Task.WhenAny(more, woken).ConfigureAwait(false);
        }
    }

    /// <summary>Has the next controller look at something.</summary>
    /// <returns>False if there is nothing to look at.</returns>
    private bool TryStep()
    {
        lock (_step)
        {
            if (_queues.Find(queue => queue.HasWork) is not { } next)
                return false;
            Reconcile(next);
            return true;
        }
    }

    private List<TaskCompletionSource> TakeIdleWaiters()
    {
        lock (_idleGate)
        {
            var taken = _idleWaiters;
            _idleWaiters = [];
            return taken;
        }
    }

    private Task TakeChanges()
    {
        var changes = store.Feed.Take(out var more);
        foreach (var change in changes)
            Observe(change);

        return more;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A controller that fails must not stop the others.")]
    private void Observe(StoreChange change)
    {
        foreach (var queue in _queues)
        {
            try
            {
                queue.Observe(change);
            }
            catch (Exception e)
            {
                LogMissed(queue.Controller.Name, change.Object.Reference, e);
            }
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A controller that fails must not stop the others.")]
    private void Reconcile(ControllerQueue queue)
    {
        var reference = queue.Take();
        try
        {
            if (queue.Controller.Reconcile(reference) is { } delay)
                queue.AddAfter(reference, delay);
        }
        catch (Exception e)
        {
            LogFailure(queue.Controller.Name, reference, e);
            queue.AddAfter(reference, s_retry);
        }
    }

    private void Wake() => Interlocked.Exchange(ref _woken, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} failed to see what a change of {Reference} means")]
    private partial void LogMissed(string controller, ObjectReference reference, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} failed on {Reference}; it looks again in a second")]
    private partial void LogFailure(string controller, ObjectReference reference, Exception failure);
}
