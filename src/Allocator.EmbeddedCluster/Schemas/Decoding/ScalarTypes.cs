using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class StringType : FieldType
{
    public override string GoName => "string";

    public override JsonNode? Zero() => "";

    public override JsonNode? Decode(JsonNode value, Decoding decoding) => value.GetValueKind() == JsonValueKind.String
        ? value
        : throw decoding.Error($"ReadString: expects \" or n, but found {FirstCharacter(value)}");
}

internal sealed class BooleanType : FieldType
{
    public override string GoName => "bool";

    public override JsonNode? Zero() => false;

    public override JsonNode? Decode(JsonNode value, Decoding decoding) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        ? value
        : throw decoding.Error($"ReadBool: expect t or f, but found {FirstCharacter(value)}");
}

/// <summary>A whole number of 32 or 64 bits, written without a fraction or an exponent.</summary>
internal sealed class IntegerType(int bits) : FieldType
{
    public override string GoName => "int" + bits;

    public override JsonNode? Zero() => 0;

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value.GetValueKind() != JsonValueKind.Number)
            throw decoding.Error($"readUint{bits}: unexpected character: \uFFFD");

        var text = value.ToJsonString();
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
            throw decoding.Error("assertInteger: can not decode float as int");

        var fits = bits == 32
            ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return fits ? value : throw decoding.Error($"ReadInt{bits}: overflow: {text.TrimStart('-')}");
    }
}

internal sealed class NumberType : FieldType
{
    public override string GoName => "float64";

    public override JsonNode? Zero() => 0;

    public override JsonNode? Decode(JsonNode value, Decoding decoding) => value.GetValueKind() == JsonValueKind.Number
        ? value
        : throw decoding.Error("readNumberAsString: invalid number");
}

/// <summary>A whole number of 32 bits or a string.</summary>
internal sealed class IntOrStringType : FieldType
{
    public override string GoName => "intstr.IntOrString";

    public override JsonNode? Zero() => 0;

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        var kind = value.GetValueKind();
        if (kind == JsonValueKind.String)
            return value;

        var text = value.ToJsonString();
        if (kind == JsonValueKind.Number && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return value;

        var found = kind == JsonValueKind.Number ? "number " + text : GoKind(value);
        throw decoding.Error($"unmarshalerDecoder: json: cannot unmarshal {found} into Go value of type int32");
    }
}

/// <summary>Any JSON at all.</summary>
internal sealed class AnyType(string goName) : FieldType
{
    public override string GoName => goName;

    public override JsonNode? Zero() => null;

    public override JsonNode? Decode(JsonNode value, Decoding decoding) => value;
}
