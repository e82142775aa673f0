using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Items of a set, and keys of the items of a map, are unique.</summary>
internal static class ListTypeRules
{
    public static IEnumerable<FieldError> Validate(JsonNode? value, StructuralSchema? schema) => Validate(value, schema, "");

    private static IEnumerable<FieldError> Validate(JsonNode? value, StructuralSchema? schema, string path)
    {
        var own = (schema?.ListType, value) switch
        {
            ("set", JsonArray array) => Duplicates(array, path, item => item?.DeepClone()),
            ("map", JsonArray array) => Duplicates(array, path, item => Key(item, schema.ListMapKeys)),
            _ => [],
        };
        return own.Concat(SchemaWalk.Children(value, schema, path).SelectMany(child => Validate(child.Value, child.Schema, child.Path)));
    }

    private static List<FieldError> Duplicates(JsonArray array, string path, Func<JsonNode?, JsonNode?> keyOf)
    {
        var seen = new List<JsonNode?>();
        var duplicates = new List<FieldError>();
        for (var i = 0; i < array.Count; i++)
        {
            var key = keyOf(array[i]);
            if (seen.Count(other => JsonNode.DeepEquals(other, key)) == 1)
                duplicates.Add(SchemaErrors.Duplicate($"{path}[{i}]", key));

            seen.Add(key);
        }

        return duplicates;
    }

    private static JsonNode? Key(JsonNode? item, IReadOnlyList<string> keys) => item is JsonObject obj
        ? new JsonObject(keys.Where(obj.ContainsKey).Select(key => KeyValuePair.Create(key, obj[key]?.DeepClone())))
        : item?.DeepClone();
}
