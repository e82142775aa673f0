namespace Allocator.Embedded;

/// <summary>
/// Takes turns, one after the other: whenever it is woken, and at a time that is set. Between them it takes neither a thread nor a task.
/// </summary>
internal sealed class Turns(Func<Task> turn, TimeProvider time, Activity activity) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private TaskCompletionSource? _idle;
    private bool _isBusy;
    private bool _isDisposed;
    private bool _isPaused;
    private bool _isMissed;
    private int _wanted;

    /// <summary>Has a turn taken soon, after the one that is being taken if there is one.</summary>
    public void Wake()
    {
        if (Want())
            ThreadPool.UnsafeQueueUserWorkItem(static turns => _ = turns.RunAsync(), this, preferLocal: false);
    }

    /// <summary>Has a turn taken at a time; null for none. The latest call counts.</summary>
    public void WakeAt(DateTimeOffset? at)
    {
        if (at is null && _timer is null)
            return;
        var wait = at is { } when ? when - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (at is not null && wait <= TimeSpan.Zero)
        {
            Wake();
            return;
        }

        // Timers may be early by the part of a millisecond that they do not know.
        var due = at is null ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        lock (_gate)
        {
            if (_isDisposed)
                return;
            if (_timer is null)
                _timer = time.CreateTimer(static turns => ((Turns)turns!).WakeHere(), this, due, Timeout.InfiniteTimeSpan);
            else
                _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes no more turns for now, but for the one that is being taken; or goes on with what was wanted meanwhile.</summary>
    public void SetPaused(bool isPaused)
    {
        bool isMissed;
        lock (_gate)
        {
            _isPaused = isPaused;
            isMissed = !isPaused && _isMissed;
            _isMissed &= isPaused;
        }

        if (isMissed)
            Wake();
    }

    /// <summary>Takes no more turns; the one that is being taken goes on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Takes no more turns, and waits for the end of the one that is being taken.</summary>
    public Task StopAsync()
    {
        Dispose();
        lock (_gate)
            return _isBusy ? (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    // On the timer's thread: a clock that is advanced by hand then goes on only after what is due has been begun.
    private void WakeHere()
    {
        if (Want())
            _ = RunAsync();
    }

    /// <summary>Asks for a turn.</summary>
    /// <returns>Whether it is for the caller to have it taken.</returns>
    private bool Want()
    {
        if (Interlocked.Increment(ref _wanted) != 1)
            return false;
        activity.Begin();
        return true;
    }

    private async Task RunAsync()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _wanted);
            if (!TryBegin())
                continue;
            await turn().ConfigureAwait(false);
            lock (_gate)
            {
                _isBusy = false;
                _idle?.TrySetResult();
            }
        }
        while (Interlocked.Add(ref _wanted, -seen) != 0);

        activity.End();
    }

    private bool TryBegin()
    {
        lock (_gate)
        {
            _isMissed |= _isPaused;
            _isBusy = !_isDisposed && !_isPaused;
            return _isBusy;
        }
    }
}
