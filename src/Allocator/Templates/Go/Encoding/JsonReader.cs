using System.Text.Json;

namespace Allocator.GoTemplates;

/// <summary>Reads JSON as values of a template: a number without fraction and exponent is an integer if it fits.</summary>
internal static class JsonReader
{
    public static object? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(GoText.ToValidText(json), new JsonDocumentOptions { MaxDepth = GoType.MaxDepth });
            return ToValue(document.RootElement);
        }
        catch (JsonException e)
        {
            // Its message may quote the text, which may be a secret.
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            throw new RenderException($"the text is not JSON ({place}), or nested deeper than {GoType.MaxDepth}");
        }
        catch (InvalidOperationException)
        {
            throw new RenderException("the text is not JSON: a string in it has half a surrogate pair");
        }
    }

    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToMap(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? (object)number : element.GetDouble(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };

    private static Dictionary<string, object?> ToMap(JsonElement element)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            map[property.Name] = ToValue(property.Value);
        return map;
    }
}
