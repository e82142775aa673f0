using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Contract;

/// <summary>Short ways to what an object says.</summary>
internal static class JsonPaths
{
    /// <summary>The node at a path such as <c>spec.ports.0.port</c>; null if there is none.</summary>
    public static JsonNode? Node(this JsonNode? node, string path) => path.Split('.').Aggregate(node, (current, part) => current switch
    {
        JsonObject fields => fields[part],
        JsonArray items => int.Parse(part, CultureInfo.InvariantCulture) is var index && index < items.Count ? items[index] : null,
        _ => null,
    });

    /// <summary>The value at a path, as text; null if there is none.</summary>
    public static string? Value(this JsonNode? node, string path) => node.Node(path)?.ToString();

    /// <summary>The values of an array, as text; none if there is no such array.</summary>
    public static IReadOnlyList<string> Strings(this JsonNode? node, string path) =>
        [.. (node.Node(path) as JsonArray ?? []).Select(item => item!.ToString())];

    public static JsonObject ToObject(this string json) => JsonNode.Parse(json)!.AsObject();

    public static JsonArray ToArray(this string json) => JsonNode.Parse(json)!.AsArray();
}
