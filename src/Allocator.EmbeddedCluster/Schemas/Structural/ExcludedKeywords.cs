using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks for keywords of OpenAPI that no structural schema can have; with one of them there is nothing else to check.</summary>
internal static class ExcludedKeywords
{
    private const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";
    private static readonly string[] Excluded = ["id", "$ref", "patternProperties", "definitions", "dependencies", "additionalItems"];

    public static IEnumerable<FieldError> Check(JsonObject schema, string path) => Check(schema, path, path);

    private static IEnumerable<FieldError> Check(JsonObject schema, string path, string root)
    {
        foreach (var keyword in Excluded.Where(schema.ContainsKey))
            yield return SchemaErrors.Forbidden($"{path}.{keyword}", $"{keyword} is not supported");
        if (schema.ContainsKey("$schema"))
            yield return SchemaErrors.Invalid(root, "", "OpenAPIV3Schema 'schema' is not supported");
        if (schema["items"] is JsonArray)
            yield return SchemaErrors.Forbidden(path + ".items", "items must be a schema object and not an array");
        if (schema[PreserveUnknownFields] is JsonValue preserve && !preserve.GetValue<bool>())
            yield return SchemaErrors.Invalid($"{path}.{PreserveUnknownFields}", false, "must be true or undefined");

        foreach (var error in schema.Contents(path).Concat(schema.Nested(path)).SelectMany(child => Check(child.Schema, child.Path, root)))
            yield return error;
    }
}
