using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads fields of objects whose shape nobody guarantees: what is absent or of another type reads as nothing.</summary>
internal static class ObjectFields
{
    public static JsonObject? Object(this JsonObject? obj, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            obj = obj?[name] as JsonObject;
        return obj;
    }

    public static string? Text(this JsonObject? obj, params ReadOnlySpan<string> path) =>
        obj.Field(path) is { } value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonObject? obj, params ReadOnlySpan<string> path) =>
        obj.Field(path) is not { } value ? null
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<int>(out var small) ? small
        : null;

    public static bool Flag(this JsonObject? obj, params ReadOnlySpan<string> path) =>
        obj.Field(path) is { } value && value.TryGetValue<bool>(out var flag) && flag;

    public static IEnumerable<JsonObject> Items(this JsonObject? obj, params ReadOnlySpan<string> path) =>
        obj.Object(path[..^1])?[path[^1]] is JsonArray array ? array.OfType<JsonObject>() : [];

    public static string Kind(this JsonObject obj) => obj.Text("kind") ?? "";

    public static string Name(this JsonObject obj) => obj.Text("metadata", "name") ?? "";

    public static string Uid(this JsonObject obj) => obj.Text("metadata", "uid") ?? "";

    /// <summary>The API group; empty for the core group.</summary>
    public static string Group(this JsonObject obj) =>
        obj.Text("apiVersion") is { } version && version.IndexOf('/') is > 0 and var slash ? version[..slash] : "";

    public static bool IsTerminating(this JsonObject obj) => obj.Text("metadata", "deletionTimestamp") is not null;

    public static bool IsOwnedBy(this JsonObject obj, string uid) =>
        obj.Items("metadata", "ownerReferences").Any(owner => owner.Text("uid") == uid);

    /// <summary>The owner that manages the object and would replace it.</summary>
    public static JsonObject? Controller(this JsonObject obj) =>
        obj.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller"));

    public static JsonObject? Condition(this JsonObject obj, string type) =>
        obj.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    /// <summary>A condition of this type with this status (<c>True</c>, <c>False</c>, <c>Unknown</c>).</summary>
    public static JsonObject? Condition(this JsonObject obj, string type, string status) =>
        obj.Condition(type) is { } condition && condition.Text("status") == status ? condition : null;

    /// <summary>What a condition, or a container's state, says about itself: <c>reason: message</c>, or the one of them that is there.</summary>
    public static string Explanation(this JsonObject? obj) => (obj.Text("reason"), obj.Text("message")) switch
    {
        ({ Length: > 0 } reason, { Length: > 0 } message) => $"{reason}: {message}",
        ({ Length: > 0 } reason, _) => reason,
        (_, { Length: > 0 } message) => message,
        _ => "no reason given",
    };

    private static JsonValue? Field(this JsonObject? obj, ReadOnlySpan<string> path) => obj.Object(path[..^1])?[path[^1]] as JsonValue;
}
