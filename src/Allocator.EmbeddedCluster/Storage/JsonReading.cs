using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Reads members that may be absent: what is not there is undefined, an empty text, false, or no elements.</summary>
internal static class JsonReading
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static JsonElement Member(this JsonElement element, string name, params ReadOnlySpan<string> more)
    {
        var member = element.Member(name);
        foreach (var next in more)
            member = member.Member(next);
        return member;
    }

    public static bool TryMember(this JsonElement element, string name, out JsonElement member)
    {
        member = element.Member(name);
        return member.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    public static bool Has(this JsonElement element, string name) => element.TryMember(name, out _);

    public static string Text(this JsonElement element, string name) => element.Member(name).Text();

    public static string Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";

    public static bool Flag(this JsonElement element, string name) => element.Member(name).ValueKind == JsonValueKind.True;

    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static IEnumerable<JsonElement> Elements(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>An object of texts, such as labels.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement element) =>
        element.Members().ToDictionary(member => member.Name, member => member.Value.Text(), StringComparer.Ordinal);
}
