using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Binary data: base64 in a string, or the numbers of the bytes in a list.</summary>
internal sealed class BytesType : FieldType
{
    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    public override string GoName => "[]uint8";

    public override JsonNode? Zero() => "";

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value is JsonArray array)
            return Convert.ToBase64String([.. array.Select(item => OneByte(item, decoding))]);
        if (value.GetValueKind() != JsonValueKind.String)
            throw decoding.Error("base64Codec: invalid input");

        var text = value.GetValue<string>();
        var base64 = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        if (FirstIllegal(base64) is { } position)
            throw decoding.Error("decode base64: illegal base64 data at input byte " + position.ToString(CultureInfo.InvariantCulture));

        var canonical = Convert.ToBase64String(Convert.FromBase64String(base64));
        return canonical == text ? value : canonical;
    }

    private static byte OneByte(JsonNode? item, Decoding decoding) =>
        item is null ? (byte)0
        : byte.TryParse(item.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw decoding.Error("readUint8: unexpected character");

    private static int? FirstIllegal(string text)
    {
        var data = text.AsSpan().IndexOfAnyExcept(Alphabet);
        if (data < 0)
            return text.Length % 4 == 0 ? null : text.Length / 4 * 4;

        var padding = (4 - (data % 4)) % 4;
        if (padding is 0 or 3 || text[data] != '=')
            return data;
        if (padding == 2 && (data + 1 >= text.Length || text[data + 1] != '='))
            return data + 1;

        return text.Length == data + padding ? null : data + padding;
    }
}
