using System.Text.Json;

namespace Allocator;

/// <summary>The settings in <c>allocator.json</c>.</summary>
internal static class SettingsFile
{
    public const string Name = "allocator.json";

    public static IEnumerable<KeyValuePair<string, SettingValue>> Read(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new AllocatorException($"{path} must hold one JSON object with settings of fixtures.");
        foreach (var property in document.RootElement.EnumerateObject())
        {
            // What editors use to know the file's rules.
            if (property.NameEquals("$schema"))
                continue;
            yield return new(property.Name, new SettingValue(TextOf(property, path), $"\"{property.Name}\" in {path}"));
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException failure)
        {
            throw new AllocatorException($"{path} is not JSON: {failure.Message}", failure);
        }
    }

    private static string TextOf(JsonProperty property, string path) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
        var kind => throw new AllocatorException($"\"{property.Name}\" in {path} must be a text, a number, true or false, but is {kind}."),
    };
}
