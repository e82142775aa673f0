using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The part of a list that one answer holds.</summary>
/// <param name="Objects">The objects, in order.</param>
/// <param name="Version">The version that the whole list shows.</param>
/// <param name="Continue">Where the next page begins; null at the end.</param>
/// <param name="Remaining">How many follow; null if there is a selector, which makes that unknown.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Objects, long Version, string? Continue, long? Remaining)
{
    /// <summary>The list's <c>metadata</c>.</summary>
    public JsonObject Metadata()
    {
        var metadata = new JsonObject { ["resourceVersion"] = Version.ToString(CultureInfo.InvariantCulture) };
        if (Continue is not null)
            metadata["continue"] = Continue;
        if (Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        return metadata;
    }
}
