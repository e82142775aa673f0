using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>A watch that is under way.</summary>
internal sealed class OpenWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HttpContext _http;
    private readonly TimeProvider _time;
    private readonly Action<OpenWatch> _onDispose;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _ended;
    private bool _isOver;

    public OpenWatch(HttpContext http, TimeSpan timeout, TimeProvider time, Action<OpenWatch> onDispose)
    {
        (_http, _time, _onDispose) = (http, time, onDispose);
        EndsAt = time.GetUtcNow() + timeout;
        _timeout = new(timeout, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, http.RequestAborted);
    }

    public DateTimeOffset EndsAt { get; }

    /// <summary>Cancelled when its time is up or the client has gone.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Waits for changes, but not longer than until something else is due.</summary>
    public async Task WaitAsync(Task changes, TimeSpan? longest)
    {
        using var due = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        if (longest is { } limit)
        {
            var wait = Task.Delay(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, _time, due.Token);
            await Task.WhenAny(changes, wait).ConfigureAwait(false);
            await due.CancelAsync().ConfigureAwait(false);
        }
        else
        {
            await changes.WaitAsync(Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Breaks its connection in the middle.</summary>
    /// <returns>False if it is over, or broken already.</returns>
    public bool Cut()
    {
        // The context of a watch that is over may be another request's by now.
        lock (_gate)
        {
            if (_isOver)
                return false;
            _isOver = true;
            _http.Abort();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _onDispose(this);
        _ended.Dispose();
        _timeout.Dispose();
    }
}
