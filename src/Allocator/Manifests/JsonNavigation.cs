using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Walks JSON whose shape nobody has checked: what is absent or of another type is null.</summary>
internal static class JsonNavigation
{
    public static JsonNode? NodeAt(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
            node = (node as JsonObject)?[key];
        return node;
    }

    public static JsonObject? ObjectAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.NodeAt(path) as JsonObject;

    public static string? StringAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.NodeAt(path).AsText();

    /// <summary>The objects in the array at the path; other elements are skipped.</summary>
    public static IEnumerable<JsonObject> ObjectsAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.NodeAt(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The string that a node is, or null if it is not one.</summary>
    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static JsonValueKind Kind(this JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The object at the key, made if there is none.</summary>
    public static JsonObject EnsureObject(this JsonObject obj, string key)
    {
        if (obj[key] is not JsonObject inner)
            obj[key] = inner = [];
        return inner;
    }

    /// <summary>The path of a field, for messages: <c>metadata.annotations['a.b/c']</c>.</summary>
    public static string Join(string path, string key)
    {
        if (!key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$'))
            return $"{path}['{key}']";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    /// <summary>Gives a property another name and leaves its value.</summary>
    public static void Rename(this JsonObject obj, string from, string to)
    {
        if (!obj.TryGetPropertyValue(from, out var value))
            return;
        obj.Remove(from);
        obj[to] = value;
    }
}
