using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>An object with any keys and values of one type.</summary>
internal sealed class MapType(FieldType values) : FieldType
{
    public override string GoName => "map[string]" + values.GoName;

    public override JsonNode? Zero() => null;

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value is not JsonObject obj)
            throw decoding.Error($"ReadMapCB: expect {{ or n, but found {FirstCharacter(value)}");

        for (var i = 0; i < obj.Count; i++)
        {
            var (key, child) = obj.GetAt(i);
            decoding.EnterKey(key);
            var kept = child is null ? values.Zero() : values.Decode(child, decoding);
            decoding.Leave();
            if (!ReferenceEquals(kept, child))
                obj.SetAt(i, kept);
        }

        MapOrder.Sort(obj);
        return obj;
    }
}
