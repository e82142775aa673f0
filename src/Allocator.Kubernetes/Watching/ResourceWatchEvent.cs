using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What happened to an object.</summary>
public enum ResourceChange
{
    /// <summary>It is there: it was found, created, or has come to match the selector.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It is gone, or no longer matches the selector.</summary>
    Deleted,
}

/// <summary>One change that a <see cref="ResourceWatch"/> saw.</summary>
/// <param name="Change">What happened.</param>
/// <param name="Item">The object, without <c>managedFields</c>; a deleted one as it was last seen. It is shared: do not change it.</param>
public sealed record ResourceWatchEvent(ResourceChange Change, JsonObject Item);
