using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>A resource within a resource must say what it is.</summary>
internal static class EmbeddedResourceRules
{
    private static readonly string[] TypeMeta = ["apiVersion", "kind"];

    public static IEnumerable<FieldError> Validate(JsonNode? value, StructuralSchema? schema) => Validate(value, schema, "");

    private static IEnumerable<FieldError> Validate(JsonNode? value, StructuralSchema? schema, string path)
    {
        var own = schema?.IsEmbeddedResource == true && value is JsonObject resource ? Missing(resource, path) : [];
        return own.Concat(SchemaWalk.Children(value, schema, path).SelectMany(child => Validate(child.Value, child.Schema, child.Path)));
    }

    private static IEnumerable<FieldError> Missing(JsonObject resource, string path) =>
        TypeMeta
            .Where(name => resource[name] is not JsonValue value || value.ToJsonString() == "\"\"")
            .Select(name => SchemaErrors.Required($"{path}.{name}", "must not be empty"));
}
