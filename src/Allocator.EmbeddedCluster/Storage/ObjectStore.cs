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

    /// <summary>The latest changes, for watches.</summary>
    public ChangeLog Changes { get; } = new(KeptChanges);

    /// <summary>Every change, for the control loop.</summary>
    public ChangeFeed Feed { get; } = new();

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
        Tell(new(ChangeKind.Added, added, null));
        return added;
    }

    /// <summary>Replaces the state of an object.</summary>
    public StoredObject Replace(StoredObject previous, JsonObject obj)
    {
        var replaced = Stamp(previous.Type, previous.Key, obj);
        Put(replaced);
        Tell(new(ChangeKind.Modified, replaced, previous));
        return replaced;
    }

    /// <summary>Removes an object.</summary>
    /// <returns>Its last state, at the version of the deletion.</returns>
    public StoredObject Remove(StoredObject previous)
    {
        var removed = Stamp(previous.Type, previous.Key, previous.Copy());
        Volatile.Write(ref _collections, _collections.SetItem(previous.Type.ResourceName, All(previous.Type).Remove(previous.Key)));
        Tell(new(ChangeKind.Deleted, removed, previous));
        return removed;
    }

    private void Tell(StoreChange change)
    {
        Changes.Add(change);
        Feed.Add(change);
    }

    private void Put(StoredObject obj) =>
        Volatile.Write(ref _collections, _collections.SetItem(obj.Type.ResourceName, All(obj.Type).SetItem(obj.Key, obj)));

    private StoredObject Stamp(ResourceType type, ObjectKey key, JsonObject obj)
    {
        if (!Gate.IsHeldByCurrentThread)
            throw new InvalidOperationException("The store is written without its lock.");
        var version = Volatile.Read(ref _version) + 1;
        BeginWithKind(type, obj);
        obj.Child("metadata")["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        Volatile.Write(ref _version, version);
        return new(type, key, version, obj.ToElement());
    }

    /// <summary>Every object begins with its kind, so that a list can leave it out.</summary>
    private static void BeginWithKind(ResourceType type, JsonObject obj)
    {
        if (obj.Count > 1 && obj.GetAt(0).Key == "kind" && obj.GetAt(1).Key == "apiVersion")
            return;
        obj.Remove("kind");
        obj.Remove("apiVersion");
        obj.Insert(0, "kind", type.Kind);
        obj.Insert(1, "apiVersion", type.ApiVersion);
    }
}
