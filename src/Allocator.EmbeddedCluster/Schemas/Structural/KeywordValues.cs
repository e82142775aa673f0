using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks the keywords that take one of a few values.</summary>
internal static class KeywordValues
{
    private static readonly (string Keyword, string[] Values)[] Choices =
    [
        ("type", ["array", "boolean", "integer", "number", "object", "string"]),
        ("x-kubernetes-list-type", ["atomic", "set", "map"]),
        ("x-kubernetes-map-type", ["atomic", "granular"]),
    ];

    public static IEnumerable<FieldError> Check(JsonObject schema, string path)
    {
        if (schema.Flag("uniqueItems"))
        {
            yield return SchemaErrors.Forbidden(
                path + ".uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        foreach (var (keyword, values) in Choices)
        {
            if (schema.Text(keyword) is { Length: > 0 } value && !values.Contains(value))
                yield return SchemaErrors.NotSupported($"{path}.{keyword}", value, values);
        }

        var deeper = schema.Contents(path).Concat(schema.Nested(path)).SelectMany(child => Check(child.Schema, child.Path));
        foreach (var error in ListTypeChecks.Check(schema, path).Concat(deeper))
            yield return error;
    }
}
