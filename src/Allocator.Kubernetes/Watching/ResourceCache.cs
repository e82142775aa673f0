using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The objects as last seen, and what changes when more is seen. Not thread-safe.</summary>
internal sealed class ResourceCache
{
    private readonly Dictionary<(string Namespace, string Name), JsonObject> _objects = [];

    public IReadOnlyCollection<JsonObject> Objects => _objects.Values;

    /// <summary>Takes up a whole list.</summary>
    public List<ResourceWatchEvent> Replace(IReadOnlyList<JsonObject> items)
    {
        var changes = new List<ResourceWatchEvent>();
        var present = items.Select(Key).ToHashSet();
        foreach (var (key, gone) in _objects.Where(entry => !present.Contains(entry.Key)).ToList())
            Remove(key, gone, changes);
        foreach (var item in items)
            Put(item, changes);
        return changes;
    }

    /// <summary>Takes up one event of a watch.</summary>
    public List<ResourceWatchEvent> Apply(WatchEvent change)
    {
        var changes = new List<ResourceWatchEvent>();
        if (change.Type is WatchEventType.Added or WatchEventType.Modified)
            Put(change.Item, changes);
        else if (change.Type == WatchEventType.Deleted && _objects.TryGetValue(Key(change.Item), out var old) && Uid(old) == Uid(change.Item))
            Remove(Key(change.Item), Compact(change.Item), changes);
        return changes;
    }

    private void Put(JsonObject item, List<ResourceWatchEvent> changes)
    {
        var key = Key(item);
        var isKnown = _objects.TryGetValue(key, out var old);
        if (isKnown && Uid(old!) != Uid(item))
        {
            // Deleted and created anew while nobody looked: two objects, not one that changed.
            Remove(key, old!, changes);
            isKnown = false;
        }

        if (isKnown && Version(old!) == Version(item))
            return;
        var compact = Compact(item);
        _objects[key] = compact;
        changes.Add(new(isKnown ? ResourceChange.Modified : ResourceChange.Added, compact));
    }

    private void Remove((string Namespace, string Name) key, JsonObject last, List<ResourceWatchEvent> changes)
    {
        _objects.Remove(key);
        changes.Add(new(ResourceChange.Deleted, last));
    }

    /// <summary>Drops <c>managedFields</c>, often half of an object, and the text that the object was parsed from with it.</summary>
    private static JsonObject Compact(JsonObject item) => item["metadata"] is JsonObject metadata && metadata.Remove("managedFields")
        ? (JsonObject)JsonNode.Parse(KubernetesJson.Serialize(item), documentOptions: KubernetesJson.DocumentOptions)!
        : item;

    private static (string Namespace, string Name) Key(JsonObject item) =>
        (item.Text("metadata", "namespace") ?? "", item.Text("metadata", "name") ?? "");

    private static string? Uid(JsonObject item) => item.Text("metadata", "uid");

    private static string? Version(JsonObject item) => item.Text("metadata", "resourceVersion");
}
