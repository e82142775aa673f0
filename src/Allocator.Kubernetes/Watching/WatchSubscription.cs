using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>
/// One subscriber's events, handed over in order and one at a time, by whichever thread has something to hand over and finds no other at it.
/// </summary>
internal sealed partial class WatchSubscription(Action<ResourceWatchEvent> handler, Action<WatchSubscription> remove, ILogger logger) : IDisposable
{
    private readonly ILogger _logger = logger;
    private readonly Queue<ResourceWatchEvent> _waiting = [];
    private bool _isHandingOver;
    private bool _isDisposed;

    /// <summary>Appends events; whoever does so must call <see cref="HandOver"/> once it holds no lock.</summary>
    public void Post(IEnumerable<ResourceWatchEvent> events)
    {
        lock (_waiting)
        {
            foreach (var change in events)
                _waiting.Enqueue(change);
        }
    }

    public void HandOver()
    {
        lock (_waiting)
        {
            if (_isHandingOver)
                return;
            _isHandingOver = true;
        }

        while (Next() is { } change)
        {
            try
            {
                handler(change);
            }
            catch (Exception e)
            {
                LogFailure(e);
            }
        }
    }

    public void Dispose()
    {
        lock (_waiting)
            _isDisposed = true;
        remove(this);
    }

    private ResourceWatchEvent? Next()
    {
        lock (_waiting)
        {
            if (!_isDisposed && _waiting.TryDequeue(out var change))
                return change;
            _isHandingOver = false;
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of a watch failed")]
    private partial void LogFailure(Exception exception);
}
