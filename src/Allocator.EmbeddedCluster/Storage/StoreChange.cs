namespace Allocator.Embedded;

internal enum ChangeKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One write.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The state after it; of a deleted object its last one, at the version of the deletion.</param>
/// <param name="Previous">The state before it; null for an added object.</param>
internal sealed record StoreChange(ChangeKind Kind, StoredObject Object, StoredObject? Previous)
{
    public long Version => Object.Version;
}
