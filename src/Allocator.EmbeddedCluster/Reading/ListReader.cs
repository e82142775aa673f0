using System.Collections.Immutable;

namespace Allocator.Embedded;

/// <summary>Lists objects, page by page. All pages of a list show the state at the time of the first.</summary>
internal sealed class ListReader(ObjectStore store)
{
    private const int KeptSnapshots = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Resource, long Version), ImmutableSortedDictionary<ObjectKey, StoredObject>> _snapshots = [];
    private readonly Queue<(string Resource, long Version)> _order = new();

    /// <summary>Forgets what earlier pages showed.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _snapshots.Clear();
            _order.Clear();
        }
    }

    /// <param name="type">What is listed.</param>
    /// <param name="selection">Which of them.</param>
    /// <param name="limit">At most so many; 0 for all.</param>
    /// <param name="token">Where the page before ended; null for the first.</param>
    public ListPage Read(ResourceType type, Selection selection, long limit, ContinueToken? token)
    {
        var (objects, version) = token is null or { Version: ContinueToken.Present } ? store.Snapshot(type) : (Snapshot(type, token), token.Version);
        var page = new List<StoredObject>();
        StoredObject? last = null;
        var isMore = false;
        foreach (var obj in From(objects, selection, token))
        {
            if (limit > 0 && page.Count == limit)
            {
                isMore = true;
                break;
            }

            page.Add(obj);
            last = obj;
        }

        if (!isMore)
            return new(page, version, null, null);
        Keep(type, version, objects);
        long? remaining = selection.IsRestricted ? null : From(objects, selection, new(version, last!.Key)).LongCount();
        return new(page, version, new ContinueToken(version, last!.Key).ToString(), remaining);
    }

    private static IEnumerable<StoredObject> From(
        ImmutableSortedDictionary<ObjectKey, StoredObject> objects, Selection selection, ContinueToken? token)
    {
        if (selection.Fields.Name is { } name && selection.Namespace.Length > 0)
        {
            var only = objects.GetValueOrDefault(new(selection.Namespace, name));
            return only is not null && selection.Matches(only) && (token is null || only.Key.CompareTo(token.After) > 0) ? [only] : [];
        }

        var following = token is null ? objects.Values : objects.Values.Where(obj => obj.Key.CompareTo(token.After) > 0);
        return following.Where(selection.Matches);
    }

    private ImmutableSortedDictionary<ObjectKey, StoredObject> Snapshot(ResourceType type, ContinueToken token)
    {
        lock (_gate)
        {
            return _snapshots.GetValueOrDefault((type.ResourceName, token.Version)) ?? throw new ApiException(
                410,
                "Expired",
                "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.")
            {
                Continue = (token with { Version = ContinueToken.Present }).ToString(),
            };
        }
    }

    private void Keep(ResourceType type, long version, ImmutableSortedDictionary<ObjectKey, StoredObject> objects)
    {
        lock (_gate)
        {
            if (!_snapshots.TryAdd((type.ResourceName, version), objects))
                return;
            _order.Enqueue((type.ResourceName, version));
            if (_order.Count > KeptSnapshots)
                _snapshots.Remove(_order.Dequeue());
        }
    }
}
