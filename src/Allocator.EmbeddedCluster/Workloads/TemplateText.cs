using System.Text;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A form of an object that is the same for all that say the same: ordered, and without what is null or empty.</summary>
internal static class TemplateText
{
    private const string HashCharacters = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="element">What is written.</param>
    /// <param name="withoutLabel">A label of the template that does not count.</param>
    public static string Of(JsonElement element, string? withoutLabel = null)
    {
        var text = new StringBuilder();
        Append(text, element, withoutLabel);
        return text.ToString();
    }

    /// <summary>A hash that looks as those of Kubernetes do: its decimal digits in letters that cannot form words.</summary>
    public static string Hash(string text, long collisions)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(collisions == 0 ? text : FormattableString.Invariant($"{text}{collisions}")))
            hash = (hash ^ part) * 16777619;
        return string.Concat(FormattableString.Invariant($"{hash}").Select(digit => HashCharacters[digit % HashCharacters.Length]));
    }

    private static void Append(StringBuilder text, JsonElement element, string? withoutLabel)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in element.EnumerateObject().Where(Counts).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    if (member.Name == withoutLabel)
                        continue;
                    text.Append('"').Append(member.Name).Append("\":");
                    Append(text, member.Value, withoutLabel);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    Append(text, item, withoutLabel);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static bool Counts(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.Object => member.Value.EnumerateObject().Any(),
        JsonValueKind.Array => member.Value.GetArrayLength() > 0,
        _ => true,
    };
}
