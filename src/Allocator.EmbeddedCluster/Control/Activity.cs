namespace Allocator.Embedded;

/// <summary>Counts what is under way beside the control loop, so that somebody can wait until there is nothing more to do now.</summary>
internal sealed class Activity
{
    private readonly Lock _gate = new();
    private int _running;
    private long _begun;
    private TaskCompletionSource? _idle;

    public void Begin()
    {
        lock (_gate)
        {
            _running++;
            _begun++;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (--_running > 0)
                return;
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
            return _running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>How much has begun until now; null while something is under way.</summary>
    public long? Idle()
    {
        lock (_gate)
            return _running == 0 ? _begun : null;
    }
}
