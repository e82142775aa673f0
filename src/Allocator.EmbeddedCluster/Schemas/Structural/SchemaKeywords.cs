using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks which keywords a schema uses, and how, before it is looked at as a whole.</summary>
internal static class SchemaKeywords
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] ListTypes = ["atomic", "set", "map"];
    private static readonly string[] MapTypes = ["atomic", "granular"];
    private static readonly string[] Excluded = ["id", "$ref", "patternProperties", "definitions", "dependencies", "additionalItems"];
    private const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";

    public static List<FieldError> Check(JsonObject schema, string path)
    {
        var errors = new List<FieldError>();
        Check(schema, path, path, errors);
        return errors;
    }

    private static void Check(JsonObject schema, string path, string root, List<FieldError> errors)
    {
        if (schema.ContainsKey("$schema"))
            errors.Add(SchemaErrors.Invalid(root, "", "OpenAPIV3Schema 'schema' is not supported"));

        errors.AddRange(Excluded.Where(schema.ContainsKey).Select(k => SchemaErrors.Forbidden($"{path}.{k}", $"{k} is not supported")));
        if (schema["items"] is JsonArray)
            errors.Add(SchemaErrors.Forbidden(path + ".items", "items must be a schema object and not an array"));
        if (schema.Flag("uniqueItems"))
            errors.Add(SchemaErrors.Forbidden(path + ".uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        if (schema[PreserveUnknownFields] is JsonValue preserve && !preserve.GetValue<bool>())
            errors.Add(SchemaErrors.Invalid($"{path}.{PreserveUnknownFields}", false, "must be true or undefined"));

        OneOf(schema, "type", Types, path, errors);
        OneOf(schema, "x-kubernetes-list-type", ListTypes, path, errors);
        OneOf(schema, "x-kubernetes-map-type", MapTypes, path, errors);
        errors.AddRange(ListTypeChecks.Check(schema, path));
        foreach (var (child, childPath) in schema.Contents(path).Concat(schema.Nested(path)))
            Check(child, childPath, root, errors);
    }

    private static void OneOf(JsonObject schema, string keyword, string[] supported, string path, List<FieldError> errors)
    {
        if (schema.Text(keyword) is { Length: > 0 } value && !supported.Contains(value))
            errors.Add(SchemaErrors.NotSupported($"{path}.{keyword}", value, supported));
    }
}
