using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The objects of one kind that this process created, by instance: what one instance sees costs nothing for the others.</summary>
internal sealed class KindIndex : IAsyncDisposable
{
    private readonly ResourceWatch _watch;
    private readonly Action<string> _changed;
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, JsonObject>> _byInstance = new(StringComparer.Ordinal);

    public KindIndex(ResourceWatch watch, Action<string> changed)
    {
        (_watch, _changed) = (watch, changed);
        watch.Subscribe(Apply);
        watch.Start();
    }

    public Task Synced => _watch.Synced;

    public IReadOnlyDictionary<string, JsonObject> Of(string instance) =>
        _byInstance.GetValueOrDefault(instance, ImmutableDictionary<string, JsonObject>.Empty);

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    // Called on the watch's loop only, one change after the other.
    private void Apply(ResourceWatchEvent change)
    {
        if (change.Item.Label(Labels.Instance) is not { } instance)
            return;
        var objects = _byInstance.GetValueOrDefault(instance, ImmutableDictionary<string, JsonObject>.Empty);
        objects = change.Change == ResourceChange.Deleted ? objects.Remove(change.Item.Name()) : objects.SetItem(change.Item.Name(), change.Item);
        if (objects.IsEmpty)
            _byInstance.TryRemove(instance, out _);
        else
            _byInstance[instance] = objects;
        _changed(instance);
    }
}
