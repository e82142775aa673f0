using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>What the server told about one group and version.</summary>
/// <param name="IsServed">Whether it has it at all.</param>
/// <param name="Kinds">Its kinds by their names.</param>
/// <param name="ReadAt">The time provider's timestamp of when it said so.</param>
internal sealed record GroupVersion(bool IsServed, IReadOnlyDictionary<string, ResourceKind> Kinds, long ReadAt)
{
    /// <summary>Splits an <c>apiVersion</c>; the core group is empty.</summary>
    public static (string Group, string Version) Split(string apiVersion) =>
        apiVersion.Split('/') is [var group, var version] ? (group, version) : ("", apiVersion);

    public static GroupVersion NotServed(long readAt) => new(IsServed: false, new Dictionary<string, ResourceKind>(), readAt);

    /// <summary>Reads an <c>APIResourceList</c>.</summary>
    public static GroupVersion Read(string apiVersion, JsonObject list, long readAt)
    {
        var (group, version) = Split(apiVersion);
        var kinds = new Dictionary<string, ResourceKind>();
        foreach (var resource in (list["resources"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // A name with a slash is a subresource. Of two resources of one kind the first is the one that clients mean.
            if (resource.Text("name") is { } plural && !plural.Contains('/') && resource.Text("kind") is { } kind)
                kinds.TryAdd(kind, new ResourceKind(group, version, kind, plural, resource["namespaced"]?.GetValue<bool>() ?? false));
        }

        return new GroupVersion(IsServed: true, kinds, readAt);
    }
}
