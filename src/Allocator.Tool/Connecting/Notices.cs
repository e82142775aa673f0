namespace Allocator.Tool;

/// <summary>What a person who waits should know meanwhile.</summary>
internal sealed class Notices(TextWriter error)
{
    private readonly Lock _gate = new();
    private string? _lastCause;
    private Action<string>? _picture;

    /// <param name="notice">What happened.</param>
    /// <param name="cause">Why; what has the same cause as the last one is not told again.</param>
    public void Tell(string notice, string cause)
    {
        lock (_gate)
        {
            if (cause == _lastCause)
                return;
            _lastCause = cause;
            if (_picture is not null)
                _picture(notice);
            else
                error.WriteLine($"allocator: {notice}");
        }
    }

    /// <summary>Has the notices drawn, for as long as a picture is.</summary>
    public IDisposable DrawBy(Action<string> picture)
    {
        lock (_gate)
            _picture = picture;
        return new Drawn(this);
    }

    private sealed class Drawn(Notices notices) : IDisposable
    {
        public void Dispose()
        {
            lock (notices._gate)
                notices._picture = null;
        }
    }
}
