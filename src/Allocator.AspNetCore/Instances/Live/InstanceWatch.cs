using Microsoft.Extensions.Logging;

namespace Allocator.Server;

/// <summary>One watch of all instances for everybody who looks at a list of them; there is none while nobody does.</summary>
internal sealed class InstanceWatch(AllocatorSession session) : IAsyncDisposable
{
    private static readonly ResourceSelector s_roots = new() { Labels = $"{Labels.Role}={Labels.RootRole}" };

    private readonly Lock _gate = new();
    private ResourceWatch? _watch;
    private int _viewers;

    /// <summary>The watch, begun if nobody else looks; the caller gives it back by <see cref="CloseAsync"/>, also when it does not come to show the cluster's state.</summary>
    public ResourceWatch Open()
    {
        lock (_gate)
        {
            // One that could not begin, for lack of a right perhaps, is begun anew by who looks next.
            if (_watch is null || _watch.Synced.IsFaulted)
            {
                _watch = new ResourceWatch(session.Client, ResourceKind.Lease, session.Namespace, s_roots, session.Loggers.CreateLogger<ResourceWatch>());
                _watch.Start();
                _viewers = 0;
            }

            _viewers++;
            return _watch;
        }
    }

    public async ValueTask CloseAsync(ResourceWatch watch)
    {
        lock (_gate)
        {
            if (watch == _watch && --_viewers > 0)
                return;
            if (watch == _watch)
                _watch = null;
            else if (!watch.Synced.IsFaulted)
                return;
        }

        await watch.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _watch?.DisposeAsync() ?? ValueTask.CompletedTask;
}
