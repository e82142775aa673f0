using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Drops nulls where a field is not nullable, and sets the defaults of absent fields.</summary>
internal static class Defaulting
{
    public static void Apply(JsonNode? value, StructuralSchema? schema)
    {
        if (schema is null)
            return;
        if (value is JsonObject obj)
            ApplyToObject(obj, schema);
        else if (value is JsonArray array)
            ApplyToArray(array, schema.Items);
    }

    private static void ApplyToObject(JsonObject obj, StructuralSchema schema)
    {
        foreach (var key in obj.Where(p => p.Value is null && Of(schema, p.Key) is { Nullable: false }).Select(p => p.Key).ToList())
            obj.Remove(key);
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Default is { } value && !obj.ContainsKey(name))
                obj[name] = value.DeepClone();
        }

        foreach (var (key, value) in obj)
            Apply(value, Of(schema, key));
    }

    private static void ApplyToArray(JsonArray array, StructuralSchema? items)
    {
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is null && items is { Nullable: false, Default: { } value })
                array[i] = value.DeepClone();

            Apply(array[i], items);
        }
    }

    private static StructuralSchema? Of(StructuralSchema schema, string key) =>
        schema.Properties.GetValueOrDefault(key) ?? schema.AdditionalProperties;
}
