using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Matches labels as Kubernetes does.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/"/>.</remarks>
internal static class LabelSelector
{
    /// <summary>The first requirement that the labels do not meet, in words; null if they meet all.</summary>
    /// <param name="selector">A selector with <c>matchLabels</c> and <c>matchExpressions</c>.</param>
    /// <param name="labels">The labels; null for none.</param>
    public static string? Mismatch(JsonObject? selector, JsonObject? labels) =>
        MapMismatch(selector.ObjectAt("matchLabels"), labels)
        ?? selector.ObjectsAt("matchExpressions").Select(e => ExpressionMismatch(e, labels)).FirstOrDefault(static m => m is not null);

    /// <summary>The same for a selector that is a plain map.</summary>
    public static string? MapMismatch(JsonObject? map, JsonObject? labels)
    {
        foreach (var (key, wanted) in map ?? [])
        {
            if (labels.StringAt(key) != wanted.AsText())
                return $"{key}={wanted.AsText()}";
        }

        return null;
    }

    private static string? ExpressionMismatch(JsonObject expression, JsonObject? labels)
    {
        var key = expression.StringAt("key") ?? "";
        var actual = labels.StringAt(key);
        var values = (expression["values"] as JsonArray ?? []).Select(static v => v.AsText()).ToList();
        var op = expression.StringAt("operator");
        var matches = op switch
        {
            "In" => actual is not null && values.Contains(actual),
            "NotIn" => actual is null || !values.Contains(actual),
            "Exists" => actual is not null,
            "DoesNotExist" => actual is null,
            _ => true,
        };
        return matches ? null : $"{key} {op} {string.Join(",", values)}".TrimEnd();
    }
}
