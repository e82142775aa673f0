namespace Allocator.Server;

/// <summary>The API's requests that have begun and not ended, and the token that ends them when the server stops.</summary>
internal sealed class RequestsUnderWay : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _idle = Completed();
    private int _count;

    /// <summary>Cancelled when those that are still under way must come to their end.</summary>
    public CancellationToken MustEnd => _end.Token;

    /// <summary>Cancelled when the server takes no more: who only follows what happens ends now, because it would never end by itself.</summary>
    public CancellationToken MustStopFollowing => _stop.Token;

    /// <summary>Completes when none is under way.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_gate)
                return _idle.Task;
        }
    }

    /// <summary>Counts one until it is disposed.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
        {
            if (_count++ == 0)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Request(this);
    }

    public Task EndAsync() => _end.CancelAsync();

    public Task StopFollowingAsync() => _stop.CancelAsync();

    public void Dispose()
    {
        _end.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_count == 0)
                _idle.SetResult();
        }
    }

    private sealed class Request(RequestsUnderWay all) : IDisposable
    {
        public void Dispose() => all.End();
    }
}
