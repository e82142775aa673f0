using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>
/// Checks that fields under <c>allOf</c> and its like at the root are described outside too. A real server does not look at deeper levels.
/// </summary>
internal static class CompletenessChecks
{
    public static IEnumerable<FieldError> Check(JsonObject schema, string path) =>
        schema.Nested(path).SelectMany(nested => CheckNested(nested.Schema, nested.Path, schema, path));

    private static IEnumerable<FieldError> CheckNested(JsonObject nested, string nestedPath, JsonObject? outside, string path)
    {
        if (outside is null)
            return [SchemaErrors.Required(path, "because it is defined in " + nestedPath)];

        var properties = (nested["properties"] as JsonObject ?? []).SelectMany(property => CheckNested(
            property.Value!.AsObject(),
            $"{nestedPath}.properties[{property.Key}]",
            outside["properties"]?[property.Key] as JsonObject,
            $"{path}.properties[{property.Key}]"));
        var items = nested.Child("items", nestedPath)
            .SelectMany(child => CheckNested(child.Schema, child.Path, outside["items"] as JsonObject, path + ".items"));
        var deeper = nested.Nested(nestedPath).SelectMany(child => CheckNested(child.Schema, child.Path, outside, path));
        return properties.Concat(items).Concat(deeper);
    }
}
