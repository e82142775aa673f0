using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Compares what a template renders with a caller's values to what it renders with two sets of harmless stand-ins.</summary>
/// <param name="standIns">The stand-ins of the first rendering.</param>
internal sealed class StructureComparison(IReadOnlyCollection<string> standIns)
{
    /// <summary>Where and how the real objects' structure depends on the caller's values; null if it does not.</summary>
    public (Manifest At, string Problem)? Difference(
        IReadOnlyList<Manifest> real, IReadOnlyList<Manifest> first, IReadOnlyList<Manifest> second)
    {
        if (real.Count != first.Count || real.Count != second.Count)
            return (real[^1], $"the template renders {real.Count} objects instead of {first.Count}");
        for (var i = 0; i < real.Count; i++)
        {
            if (Difference(real[i].Object, first[i].Object, second[i].Object, "") is { } problem)
                return (real[i], problem);
        }

        return null;
    }

    private string? Difference(JsonNode? real, JsonNode? first, JsonNode? second, string path)
    {
        if (Shape(real) != Shape(first) || Shape(real) != Shape(second))
            return $"{Place(path)} is {Words(real)} instead of {Words(first)}";
        return (real, first, second) switch
        {
            (JsonObject r, JsonObject f, JsonObject s) => Difference(r, f, s, path),
            (JsonArray r, JsonArray f, JsonArray s) => Difference(r, f, s, path),
            _ => ScalarDifference(real, first, second, path),
        };
    }

    private string? Difference(JsonObject real, JsonObject first, JsonObject second, string path)
    {
        foreach (var (key, _) in first)
        {
            if (!real.ContainsKey(key) || !second.ContainsKey(key))
                return $"{Place(path)} has other keys";
        }

        return real.Count != first.Count || real.Count != second.Count
            ? $"{Place(path)} has other keys"
            : first.Select(e => Difference(real[e.Key], e.Value, second[e.Key], JsonNavigation.Join(path, e.Key)))
                .FirstOrDefault(static d => d is not null);
    }

    private string? Difference(JsonArray real, JsonArray first, JsonArray second, string path)
    {
        if (real.Count != first.Count || real.Count != second.Count)
            return $"{Place(path)} has {real.Count} elements instead of {first.Count}";
        return Enumerable.Range(0, real.Count)
            .Select(i => Difference(real[i], first[i], second[i], $"{path}[{i}]"))
            .FirstOrDefault(static d => d is not null);
    }

    /// <summary>A scalar that no value is inserted into stays as it is, and so does the text before and after an inserted value.</summary>
    private string? ScalarDifference(JsonNode? real, JsonNode? first, JsonNode? second, string path)
    {
        if (JsonNode.DeepEquals(first, second))
            return JsonNode.DeepEquals(first, real) ? null : $"{Place(path)} is changed, though the value does not belong there";
        if (real.AsText() is not { } realText || first.AsText() is not { } firstText || second.AsText() is not { } secondText)
            return null;
        var (before, after) = Surroundings(firstText);
        return secondText.StartsWith(before, StringComparison.Ordinal) && secondText.EndsWith(after, StringComparison.Ordinal)
            && !(realText.Length >= before.Length + after.Length
                && realText.StartsWith(before, StringComparison.Ordinal) && realText.EndsWith(after, StringComparison.Ordinal))
            ? $"{Place(path)} loses the text around the value"
            : null;
    }

    private (string Before, string After) Surroundings(string text)
    {
        var inserted = standIns
            .Select(s => (Start: text.IndexOf(s, StringComparison.Ordinal), LastStart: text.LastIndexOf(s, StringComparison.Ordinal), s.Length))
            .Where(static p => p.Start >= 0)
            .ToList();
        return inserted.Count == 0
            ? ("", "")
            : (text[..inserted.Min(static p => p.Start)], text[inserted.Max(static p => p.LastStart + p.Length)..]);
    }

    private static JsonValueKind Shape(JsonNode? node) => node.Kind() is JsonValueKind.False ? JsonValueKind.True : node.Kind();

    private static string Place(string path) => path.Length == 0 ? "the object" : path;

    private static string Words(JsonNode? node) => Shape(node) switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "a boolean",
        _ => "null",
    };
}
