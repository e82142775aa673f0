using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>An object with a fixed set of fields, whose names are case-sensitive.</summary>
internal sealed class StructType(string goName, JsonElement definition, SchemaCatalog catalog) : FieldType
{
    private readonly Lazy<Dictionary<string, FieldType>> _fields = new(() => ReadFields(definition, catalog));

    public override string GoName => goName;

    public override JsonNode? Zero() => new JsonObject();

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value is not JsonObject obj)
            throw decoding.Error($"readObjectStart: expect {{ or n, but found {FirstCharacter(value)}");

        for (var i = 0; i < obj.Count; i++)
        {
            var (name, child) = obj.GetAt(i);
            if (!_fields.Value.TryGetValue(name, out var type))
                decoding.Drop(name);
            else if (child is not null)
            {
                DecodeField(obj, i, type, decoding);
                continue;
            }

            obj.RemoveAt(i--);
        }

        return obj;
    }

    private void DecodeField(JsonObject obj, int index, FieldType type, Decoding decoding)
    {
        var (name, child) = obj.GetAt(index);
        decoding.EnterField(this, name);
        var kept = type.Decode(child!, decoding);
        decoding.Leave();
        if (!ReferenceEquals(kept, child))
            obj.SetAt(index, kept);
    }

    private static Dictionary<string, FieldType> ReadFields(JsonElement definition, SchemaCatalog catalog) =>
        definition.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(p => p.Name, p => FieldTypes.Of(p.Value, catalog), StringComparer.Ordinal)
            : [];
}
