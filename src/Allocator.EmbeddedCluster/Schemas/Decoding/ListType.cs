using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class ListType(FieldType items) : FieldType
{
    public override string GoName => "[]" + items.GoName;

    public override JsonNode? Zero() => null;

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value is not JsonArray array)
            throw decoding.Error($"{GoName}: decode slice: expect [ or n, but found {FirstCharacter(value)}");

        for (var i = 0; i < array.Count; i++)
        {
            var child = array[i];
            decoding.EnterItem(this, i);
            var kept = child is null ? items.Zero() : items.Decode(child, decoding);
            decoding.Leave();
            if (!ReferenceEquals(kept, child))
                array[i] = kept;
        }

        return array;
    }
}
