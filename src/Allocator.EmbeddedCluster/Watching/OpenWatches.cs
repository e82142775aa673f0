using System.Collections.Concurrent;

namespace Allocator.Embedded;

/// <summary>The watches that are under way, so that they can be cut.</summary>
internal sealed class OpenWatches
{
    private readonly ConcurrentDictionary<OpenWatch, RequestInfo> _watches = new();

    public OpenWatch Add(ApiRequest request, TimeSpan timeout, TimeProvider time)
    {
        var watch = new OpenWatch(request.Http, timeout, time, ended => _watches.TryRemove(ended, out _));
        _watches.TryAdd(watch, request.Info);
        return watch;
    }

    /// <summary>Breaks the connections of watches.</summary>
    /// <param name="selects">Which.</param>
    /// <returns>How many.</returns>
    public int Cut(Func<RequestInfo, bool> selects) => _watches.Count(watch => selects(watch.Value) && watch.Key.Cut());
}
