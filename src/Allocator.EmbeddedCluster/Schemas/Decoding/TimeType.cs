using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>A time in RFC 3339, given back in UTC: whole seconds, or always six digits of a fraction.</summary>
internal sealed class TimeType(bool microseconds) : FieldType
{
    private readonly string _fraction = microseconds ? ".000000" : "";
    private readonly string _format = microseconds ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public override string GoName => microseconds ? "v1.MicroTime" : "v1.Time";

    public override JsonNode? Zero() => null;

    public override JsonNode? Decode(JsonNode value, Decoding decoding)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            throw decoding.Error($"unmarshalerDecoder: json: cannot unmarshal {GoKind(value)} into Go value of type string");

        var text = value.GetValue<string>();
        if (GoTime.Parse(text, _fraction, out var problem) is not { } time)
            throw decoding.Error($"unmarshalerDecoder: parsing time \"{text}\"{problem}");

        var canonical = time.UtcDateTime.ToString(_format, CultureInfo.InvariantCulture);
        return canonical == text ? value : canonical;
    }
}
