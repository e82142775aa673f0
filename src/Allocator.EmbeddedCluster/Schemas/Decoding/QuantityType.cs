using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>An amount of a resource: a string or a number, kept as a string in canonical form.</summary>
/// <param name="inThousandths">Whether it is rounded up to thousandths, as the amounts in maps of resources are.</param>
internal sealed class QuantityType(bool inThousandths) : FieldType
{
    public override string GoName => "resource.Quantity";

    public override JsonNode? Zero() => "0";

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        var isString = value.GetValueKind() == JsonValueKind.String;
        var text = isString ? value.GetValue<string>() : value.ToJsonString();
        if (!Quantity.TryParse(text.Trim(), out var quantity, out var error))
            throw decoding.Error("unmarshalerDecoder: " + error);

        var canonical = (inThousandths ? quantity.RoundUpToThousandths() : quantity).ToString();
        return isString && canonical == text ? value : canonical;
    }
}
