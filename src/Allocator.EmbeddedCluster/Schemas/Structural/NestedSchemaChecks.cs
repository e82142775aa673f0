using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks that schemas under <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c> restrict values and nothing else.</summary>
internal static class NestedSchemaChecks
{
    private static readonly (string Keyword, string Problem)[] OnlyOutside =
    [
        ("type", "must be empty to be structural"),
        ("additionalProperties", "must be undefined to be structural"),
        ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"),
        ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"),
    ];

    public static IEnumerable<FieldError> Check(JsonObject schema, string path)
    {
        var skipped = schema.IsIntOrStringChoice() ? path + ".anyOf[" : null;
        var firstOfAll = schema.Branch("allOf", path).FirstOrDefault();
        var skippedInFirst = firstOfAll.Schema?.IsIntOrStringChoice() == true ? firstOfAll.Path + ".anyOf[" : null;
        return schema.Nested(path)
            .Where(nested => skipped is null || !nested.Path.StartsWith(skipped, StringComparison.Ordinal))
            .SelectMany(nested => CheckNested(nested.Schema, nested.Path, skippedInFirst))
            .Concat(CheckPattern(schema, path));
    }

    private static IEnumerable<FieldError> CheckNested(JsonObject schema, string path, string? skipped)
    {
        if (skipped is not null && path.StartsWith(skipped, StringComparison.Ordinal))
            return [];

        var misplaced = OnlyOutside.Where(entry => IsSet(schema[entry.Keyword]))
            .Select(entry => SchemaErrors.Forbidden($"{path}.{entry.Keyword}", entry.Problem));
        var metadata = schema["properties"]?["metadata"] is null
            ? Enumerable.Empty<FieldError>()
            : [SchemaErrors.Forbidden(path + ".properties[metadata]", "must not be specified in a nested context")];
        var deeper = schema.Properties(path).Concat(schema.Child("items", path)).Concat(schema.Nested(path))
            .SelectMany(child => CheckNested(child.Schema, child.Path, skipped));
        return misplaced.Concat(metadata).Concat(deeper).Concat(CheckPattern(schema, path));
    }

    private static IEnumerable<FieldError> CheckPattern(JsonObject schema, string path) =>
        schema.Text("pattern") is { } pattern && GoPattern.Problem(pattern) is { } problem
            ? [SchemaErrors.Invalid(path + ".pattern", pattern, "must be a valid regular expression, but isn't: " + problem)]
            : [];

    private static bool IsSet(JsonNode? value) => value switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonValue scalar => scalar.ToJsonString() is not ("false" or "\"\""),
        _ => true,
    };
}
