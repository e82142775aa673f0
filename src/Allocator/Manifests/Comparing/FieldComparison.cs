using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>
/// Finds the fields of an object that the API server dropped, by comparing what was sent with what came back.
/// The server ignores what it does not know, so a misspelt field has no other sign.
/// </summary>
internal static class FieldComparison
{
    /// <summary>The paths that were sent and did not come back, each with the field that may have been meant.</summary>
    public static IReadOnlyList<string> MissingPaths(JsonObject sent, JsonObject received)
    {
        var missing = new List<string>();
        foreach (var (key, value) in sent)
        {
            // The server answers with its own status, and with a Secret's stringData as data.
            if (key != "status" && (key != "stringData" || sent.StringAt("kind") != "Secret"))
                CompareField(key, value, sent, received, "", [], missing);
        }

        return missing;
    }

    private static void Compare(JsonNode? sent, JsonNode? received, string path, IReadOnlyList<JsonObject> siblings, List<string> missing)
    {
        if (sent is JsonObject sentObject && received is JsonObject receivedObject)
        {
            foreach (var (key, value) in sentObject)
                CompareField(key, value, sentObject, receivedObject, path, siblings, missing);
        }
        else if (sent is JsonArray sentArray && received is JsonArray receivedArray)
        {
            CompareArrays(sentArray, receivedArray, path, missing);
        }
    }

    private static void CompareField(
        string key, JsonNode? value, JsonObject sent, JsonObject received, string path, IReadOnlyList<JsonObject> siblings, List<string> missing)
    {
        var fieldPath = JsonNavigation.Join(path, key);
        if (received[key] is { } back)
            Compare(value, back, fieldPath, [], missing);
        else if (!IsEmpty(value))
            missing.Add(fieldPath + Suggestion(key, sent, received, siblings));
    }

    private static void CompareArrays(JsonArray sent, JsonArray received, string path, List<string> missing)
    {
        var siblings = received.OfType<JsonObject>().ToList();
        for (var i = 0; i < sent.Count; i++)
        {
            var back = Counterpart(sent[i], i, sent.Count == received.Count, received);
            if (back is null && !IsEmpty(sent[i]))
                missing.Add($"{path}[{i}]");
            Compare(sent[i], back, $"{path}[{i}]", siblings, missing);
        }
    }

    /// <summary>
    /// The element that the server made of one: at the same place, if no element was added and it has the same fields; else the one of the same
    /// name, or one that has the fields (an autoscaler's metrics come back by type).
    /// </summary>
    private static JsonNode? Counterpart(JsonNode? sent, int index, bool sameCount, JsonArray received)
    {
        if (!sameCount && sent.StringAt("name") is { } name)
            return received.FirstOrDefault(r => r.StringAt("name") == name);
        var samePlace = index < received.Count ? received[index] : null;
        return HasFields(samePlace) ? samePlace : received.FirstOrDefault(HasFields) ?? samePlace;

        bool HasFields(JsonNode? candidate) =>
            sent is not JsonObject fields || (candidate is JsonObject other && fields.All(f => other.ContainsKey(f.Key) || IsEmpty(f.Value)));
    }

    /// <summary>Whether the server may leave the value out because it means the same as nothing.</summary>
    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject obj => obj.All(static e => IsEmpty(e.Value)),
        JsonArray array => array.Count == 0,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.False => true,
            JsonValueKind.String => value.AsText()!.Length == 0,
            JsonValueKind.Number => value.ToJsonString() == "0",
            _ => false,
        },
    };

    private static string Suggestion(string key, JsonObject sent, JsonObject received, IReadOnlyList<JsonObject> siblings)
    {
        var known = received.Concat(siblings.SelectMany(static s => s)).Select(static e => e.Key).Distinct();
        var nearest = Spelling.Nearest(key, known.Where(k => k != key).OrderBy(sent.ContainsKey));
        return nearest is null ? "" : $" (did you mean {nearest}?)";
    }
}
