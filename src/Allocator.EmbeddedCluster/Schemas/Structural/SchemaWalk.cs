using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Goes down a value and its schema together.</summary>
internal static class SchemaWalk
{
    public static IEnumerable<(JsonNode? Value, StructuralSchema? Schema, string Path)> Children(
        JsonNode? value, StructuralSchema? schema, string path) =>
        value switch
        {
            JsonObject obj when schema is not null => obj.Select(property => (
                property.Value,
                schema.Properties.GetValueOrDefault(property.Key) ?? schema.AdditionalProperties,
                path.Length == 0 ? property.Key : $"{path}.{property.Key}")),
            JsonArray array when schema?.Items is not null => array.Select((item, i) => (item, (StructuralSchema?)schema.Items, $"{path}[{i}]")),
            _ => [],
        };
}
