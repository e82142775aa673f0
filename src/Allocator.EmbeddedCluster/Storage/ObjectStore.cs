using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>All objects. Reading needs no lock; who writes, or decides by what there is, holds <see cref="Gate"/>.</summary>
internal sealed class ObjectStore
{
    private const int KeptChanges = 4096;

    private ImmutableDictionary<string, ImmutableSortedDictionary<ObjectKey, StoredObject>> _collections =
        ImmutableDictionary<string, ImmutableSortedDictionary<ObjectKey, StoredObject>>.Empty;

    private long _version = 1;

    /// <summary>Held by who writes, from the reading of what it decides by to the write.</summary>
    public Lock Gate { get; } = new();

    public ChangeLog Changes { get; } = new(KeptChanges);

    /// <summary>The version of the last write.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The objects of a kind as they are now, in the order of lists.</summary>
    public ImmutableSortedDictionary<ObjectKey, StoredObject> All(ResourceType type) =>
        Volatile.Read(ref _collections).GetValueOrDefault(type.ResourceName) ?? ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty;

    /// <summary>The objects of a kind and the version at which they were so.</summary>
    public (ImmutableSortedDictionary<ObjectKey, StoredObject> Objects, long Version) Snapshot(ResourceType type)
    {
        lock (Gate)
            return (All(type), _version);
    }

    /// <summary>The objects of all kinds.</summary>
    public IEnumerable<StoredObject> Everything() => Volatile.Read(ref _collections).Values.SelectMany(collection => collection.Values);

    public StoredObject? Find(ObjectReference reference) => All(reference.Type).GetValueOrDefault(reference.Key);

    public StoredObject? Find(ResourceType type, string @namespace, string name) => Find(new(type, @namespace, name));

    /// <summary>The objects of a kind in a namespace; of all namespaces if it is empty.</summary>
    public IEnumerable<StoredObject> In(ResourceType type, string @namespace) =>
        @namespace.Length == 0 ? All(type).Values : All(type).Values.Where(obj => obj.Namespace == @namespace);

    /// <summary>Stores a new object.</summary>
    public StoredObject Add(ResourceType type, ObjectKey key, JsonObject obj)
    {
        var added = Stamp(type, key, obj);
        Put(added);
        Changes.Add(new(ChangeKind.Added, added, null));
        return added;
    }

    /// <summary>Replaces the state of an object.</summary>
    public StoredObject Replace(StoredObject previous, JsonObject obj)
    {
        var replaced = Stamp(previous.Type, previous.Key, obj);
        Put(replaced);
        Changes.Add(new(ChangeKind.Modified, replaced, previous));
        return replaced;
    }

    /// <summary>Removes an object.</summary>
    /// <param name="last">What it had become.</param>
    /// <param name="previous">What is stored.</param>
    /// <returns>Its last state, at the version of the deletion.</returns>
    public StoredObject Remove(StoredObject last, StoredObject previous)
    {
        var removed = Stamp(previous.Type, previous.Key, last.Copy());
        Volatile.Write(ref _collections, _collections.SetItem(previous.Type.ResourceName, All(previous.Type).Remove(previous.Key)));
        Changes.Add(new(ChangeKind.Deleted, removed, previous));
        return removed;
    }

    private void Put(StoredObject obj) =>
        Volatile.Write(ref _collections, _collections.SetItem(obj.Type.ResourceName, All(obj.Type).SetItem(obj.Key, obj)));

    private StoredObject Stamp(ResourceType type, ObjectKey key, JsonObject obj)
    {
        if (!Gate.IsHeldByCurrentThread)
            throw new InvalidOperationException("The store is written without its lock.");
        var version = Volatile.Read(ref _version) + 1;
        obj.Child("metadata")["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        Volatile.Write(ref _version, version);
        return new(type, key, version, obj.ToElement());
    }
}
