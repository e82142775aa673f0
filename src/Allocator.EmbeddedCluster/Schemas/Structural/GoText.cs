using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Values as Go prints them in the messages of a real server.</summary>
internal static class GoText
{
    /// <summary>As <c>%#v</c> prints it: <c>map[string]interface {}{"a":1}</c>.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "\"null\"",
        JsonObject obj => "map[string]interface {}{" + string.Join(", ", obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(Entry)) + "}",
        JsonArray array => "[]interface {}{" + string.Join(", ", array.Select(Item)) + "}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => Quote(value.GetValue<string>()),
            JsonValueKind.Number => Number(value),
            _ => value.ToJsonString(),
        },
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Without a fraction that is zero: 2.0 is printed as 2.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(JsonNode value)
    {
        var text = value.ToJsonString();
        return long.TryParse(text, CultureInfo.InvariantCulture, out _) ? text : Number(double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static string Entry(KeyValuePair<string, JsonNode?> entry) => Quote(entry.Key) + ":" + Item(entry.Value);

    private static string Item(JsonNode? value) => value is null ? "interface {}(nil)" : Of(value);
}
