namespace Allocator.Testing;

/// <summary>What a shell does on SIGTERM.</summary>
internal sealed class Trap : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _registration;
    private readonly bool _endsByDefault;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _action;

    /// <summary>Begins to listen.</summary>
    /// <param name="endsByDefault">Whether the signal ends the shell if nothing was said.</param>
    /// <param name="terminate">SIGTERM.</param>
    /// <param name="stop">The end of the container.</param>
    public Trap(bool endsByDefault, CancellationToken terminate, CancellationToken stop)
    {
        _endsByDefault = endsByDefault;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registration = terminate.Register(OnTerminate);
    }

    /// <summary>Cancelled when the shell has to end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Ends when a signal has arrived whose action is to be run.</summary>
    public Task Arrival => _arrived.Task;

    /// <summary>Whether the signal is ignored, also by what is executed in the shell's place.</summary>
    public bool IsIgnoring => _action is "";

    /// <summary>Sets what is done on the signal: a script, nothing if it is empty, the default if it is null.</summary>
    public void Set(string? action)
    {
        lock (_gate)
            _action = action;
    }

    /// <summary>The script to run now, once for each signal.</summary>
    public string? Take()
    {
        lock (_gate)
        {
            if (!_arrived.Task.IsCompleted)
                return null;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _action;
        }
    }

    /// <summary>Ends what still runs in the background.</summary>
    public Task EndAsync() => _end.CancelAsync();

    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }

    private void OnTerminate()
    {
        lock (_gate)
        {
            if (_action is { Length: > 0 })
                _arrived.TrySetResult();
            if (_action is not null || !_endsByDefault)
                return;
        }

        _end.Cancel();
    }
}
