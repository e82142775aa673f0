using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What a watch tells.</summary>
public enum WatchEventType
{
    /// <summary>The object was created, or has come to match the selector.</summary>
    Added,

    /// <summary>The object was changed.</summary>
    Modified,

    /// <summary>The object was deleted, or no longer matches the selector.</summary>
    Deleted,

    /// <summary>Nothing happened up to this resourceVersion, which is all that the item holds.</summary>
    Bookmark,
}

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Item">The object; a deleted one as it last was.</param>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes"/>.</remarks>
public sealed record WatchEvent(WatchEventType Type, JsonObject Item);
