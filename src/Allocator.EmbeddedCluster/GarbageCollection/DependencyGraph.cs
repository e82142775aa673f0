namespace Allocator.Embedded;

/// <summary>Who depends on whom, by uid.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<string, HashSet<ObjectReference>> _dependents = [];

    /// <summary>The objects that name an owner of that uid.</summary>
    public IReadOnlyCollection<ObjectReference> DependentsOf(string uid) => _dependents.TryGetValue(uid, out var dependents) ? [.. dependents] : [];

    public void Observe(StoreChange change)
    {
        foreach (var owner in change.Previous?.Owners ?? [])
        {
            if (!_dependents.TryGetValue(owner.Uid, out var dependents))
                continue;
            dependents.Remove(change.Object.Reference);
            if (dependents.Count == 0)
                _dependents.Remove(owner.Uid);
        }

        if (change.Kind == ChangeKind.Deleted)
            return;
        foreach (var owner in change.Object.Owners)
        {
            if (!_dependents.TryGetValue(owner.Uid, out var dependents))
                _dependents[owner.Uid] = dependents = [];
            dependents.Add(change.Object.Reference);
        }
    }
}
