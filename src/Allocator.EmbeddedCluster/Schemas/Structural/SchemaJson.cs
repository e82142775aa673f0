using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Access to the keywords of a schema that is still JSON.</summary>
internal static class SchemaJson
{
    private static readonly string[] Branches = ["allOf", "anyOf", "oneOf"];

    public static bool Flag(this JsonObject schema, string keyword) => schema[keyword]?.GetValue<bool>() ?? false;

    public static IReadOnlyList<string> Texts(this JsonObject schema, string keyword) =>
        schema[keyword] is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];

    public static IEnumerable<(JsonObject Schema, string Path)> Properties(this JsonObject schema, string path) =>
        schema["properties"] is JsonObject properties
            ? properties.Select(property => (property.Value!.AsObject(), $"{path}.properties[{property.Key}]"))
            : [];

    public static IEnumerable<(JsonObject Schema, string Path)> Child(this JsonObject schema, string keyword, string path) =>
        schema[keyword] is JsonObject child ? [(child, $"{path}.{keyword}")] : [];

    /// <summary>The schemas in <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>.</summary>
    public static IEnumerable<(JsonObject Schema, string Path)> Nested(this JsonObject schema, string path) =>
        Branches.SelectMany(keyword => schema.Branch(keyword, path)).Concat(schema.Child("not", path));

    public static IEnumerable<(JsonObject Schema, string Path)> Branch(this JsonObject schema, string keyword, string path) =>
        schema[keyword] is JsonArray array ? array.Select((item, i) => (item!.AsObject(), $"{path}.{keyword}[{i}]")) : [];

    /// <summary>The fields, items and further properties: whatever a value may contain.</summary>
    public static IEnumerable<(JsonObject Schema, string Path)> Contents(this JsonObject schema, string path) =>
        schema.Properties(path).Concat(schema.Child("items", path)).Concat(schema.Child("additionalProperties", path));

    /// <summary>Whether it is the one form of <c>anyOf</c> with types that a structural schema may have.</summary>
    public static bool IsIntOrStringChoice(this JsonObject schema) =>
        schema["anyOf"] is JsonArray { Count: 2 } choice && IsOnlyType(choice[0], "integer") && IsOnlyType(choice[1], "string");

    private static bool IsOnlyType(JsonNode? schema, string type) => schema is JsonObject { Count: 1 } obj && obj.Text("type") == type;
}
