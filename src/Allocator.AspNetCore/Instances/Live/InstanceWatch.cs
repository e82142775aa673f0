using Microsoft.Extensions.Logging;

namespace Allocator.Server;

/// <summary>One watch of all instances for everybody who looks at a list of them; there is none while nobody does.</summary>
internal sealed class InstanceWatch(AllocatorSession session) : IAsyncDisposable
{
    private static readonly ResourceSelector s_roots = new() { Labels = $"{Labels.Role}={Labels.RootRole}" };

    private readonly Lock _gate = new();
    private ResourceWatch? _watch;
    private int _viewers;

    /// <summary>The watch, begun if nobody else looks; each call is followed by one of <see cref="CloseAsync"/>, also when the watch could not begin.</summary>
    public ResourceWatch Open()
    {
        lock (_gate)
        {
            if (_watch is null)
            {
                _watch = new ResourceWatch(session.Client, ResourceKind.Lease, session.Namespace, s_roots, session.Loggers.CreateLogger<ResourceWatch>());
                _watch.Start();
            }

            _viewers++;
            return _watch;
        }
    }

    public ValueTask CloseAsync()
    {
        lock (_gate)
        {
            if (--_viewers > 0)
                return ValueTask.CompletedTask;
            var watch = _watch!;
            _watch = null;
            return watch.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => _watch?.DisposeAsync() ?? ValueTask.CompletedTask;
}
