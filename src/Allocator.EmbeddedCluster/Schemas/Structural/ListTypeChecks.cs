using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Checks <c>x-kubernetes-list-type</c> and what belongs to it.</summary>
internal static class ListTypeChecks
{
    private const string ListType = "x-kubernetes-list-type";
    private const string MapKeys = "x-kubernetes-list-map-keys";

    public static IEnumerable<FieldError> Check(JsonObject schema, string path)
    {
        var listType = schema.Text(ListType);
        if (listType is not null && schema.Text("type") != "array")
            yield return WrongType(path + ".type", schema.Text("type"), $"must be array if {ListType} is specified");
        if (listType != "map" && schema.Texts(MapKeys).Count > 0)
            yield return WrongType($"{path}.{ListType}", listType, $"must be map if {MapKeys} is non-empty");
        if (listType == "map" && schema.Texts(MapKeys).Count == 0)
            yield return SchemaErrors.Required($"{path}.{MapKeys}", $"must not be empty if {ListType} is map");
        if (listType == "map" && schema["items"] is null)
            yield return SchemaErrors.Required(path + ".items", $"must have a schema if {ListType} is map");

        var errors = (listType, schema["items"]) switch
        {
            ("map", JsonObject items) => CheckMap(schema, items, path),
            ("set", JsonObject items) => CheckSet(items, path),
            _ => [],
        };
        foreach (var error in errors)
            yield return error;
    }

    private static IEnumerable<FieldError> CheckMap(JsonObject schema, JsonObject items, string path)
    {
        var keys = schema.Texts(MapKeys);
        if (items.Text("type") != "object")
        {
            yield return WrongType(path + ".items.type", items.Text("type"), $"must be object if parent array's {ListType} is map");
            yield break;
        }

        var properties = items["properties"] as JsonObject ?? [];
        if (keys.Any(key => !properties.ContainsKey(key)))
        {
            var text = "[]string{" + string.Join(", ", keys.Select(GoText.Quote)) + "}";
            yield return SchemaErrors.InvalidText($"{path}.{MapKeys}", text, "entries must all be names of item properties");
        }

        var required = items.Texts("required");
        foreach (var key in keys.Where(key => properties[key] is JsonObject property && property["default"] is null && !required.Contains(key)))
        {
            yield return SchemaErrors.Required(
                $"{path}.items.properties[{key}].default", $"this property is in {MapKeys}, so it must have a default or be a required property");
        }
    }

    private static FieldError WrongType(string field, string? type, string detail) =>
        string.IsNullOrEmpty(type) ? SchemaErrors.Required(field, detail) : SchemaErrors.Invalid(field, type, detail);

    private static IEnumerable<FieldError> CheckSet(JsonObject items, string path)
    {
        if (items.Flag("nullable"))
            yield return SchemaErrors.Forbidden(path + ".items.nullable", $"cannot be nullable when {ListType} is set");
        if (items.Text("type") == "object" && items.Text("x-kubernetes-map-type") != "atomic")
        {
            yield return SchemaErrors.Invalid(
                path + ".items.x-kubernetes-map-type", items["x-kubernetes-map-type"], $"must be atomic as item of a list with {ListType}=set");
        }

        if (items.Text("type") == "array" && items.Text(ListType) is not (null or "atomic"))
            yield return SchemaErrors.Invalid($"{path}.items.{ListType}", items[ListType], $"must be atomic as item of a list with {ListType}=set");
    }
}
