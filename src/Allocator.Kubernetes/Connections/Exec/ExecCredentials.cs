namespace Allocator;

/// <summary>Credentials of an exec plugin: it runs when they are needed and when they are about to expire, once for all requests that wait.</summary>
internal sealed class ExecCredentials(ExecPlugin plugin, TimeProvider timeProvider) : ClusterCredentials
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Credential? _current;
    private DateTimeOffset? _refreshAt;
    private bool _refused;
    private Task<Credential>? _run;

    public override Credential? Latest => _current;

    public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_current is not null && !_refused && !(timeProvider.GetUtcNow() >= _refreshAt))
                return new(_current);
            // On another thread, because starting a process takes its time, and without the caller's token, because others wait for it too.
            _run ??= Task.Run(RunAsync, CancellationToken.None);
            return new(_run.WaitAsync(cancellationToken));
        }
    }

    public override bool Invalidate(Credential refused)
    {
        lock (_gate)
        {
            // Another request may have replaced it already.
            _refused |= refused == _current;
            return true;
        }
    }

    private async Task<Credential> RunAsync()
    {
        try
        {
            var credential = ExecCredential.Parse(plugin, await ExecPluginRun.RunAsync(plugin, RunTimeout, timeProvider).ConfigureAwait(false));
            lock (_gate)
            {
                var now = timeProvider.GetUtcNow();
                _current = credential;
                _refused = false;
                _refreshAt = credential.Expires - Margin(credential.Expires - now);
            }
            return credential;
        }
        finally
        {
            lock (_gate)
                _run = null;
        }
    }

    // Some plugins hand out what is left of a longer life; that must not make every request run them.
    private static TimeSpan? Margin(TimeSpan? lifetime) => lifetime is { } l && l / 10 < MaxMargin ? l / 10 : MaxMargin;
}
