using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>What was sent and did not come back, and what came back in another form; as <c>record-answers.py</c> sees it.</summary>
internal sealed class JsonDifference
{
    public List<string> Dropped { get; } = [];

    public JsonObject Changed { get; } = [];

    public static JsonDifference Between(JsonNode? sent, JsonNode? got)
    {
        var difference = new JsonDifference();
        difference.Compare(sent, got, "");
        difference.Dropped.Sort(StringComparer.Ordinal);
        return difference;
    }

    private void Compare(JsonNode? sent, JsonNode? got, string path)
    {
        if (sent is JsonObject sentObject && got is JsonObject gotObject)
        {
            foreach (var (key, value) in sentObject)
            {
                if (gotObject.TryGetPropertyValue(key, out var other))
                    Compare(value, other, $"{path}/{key}");
                else if (!IsEmpty(value))
                    Dropped.Add($"{path}/{key}");
            }
        }
        else if (sent is JsonArray sentArray && got is JsonArray gotArray)
        {
            foreach (var (i, (value, other)) in sentArray.Zip(gotArray).Index())
                Compare(value, other, $"{path}/{i}");
        }
        else if (!JsonNode.DeepEquals(sent, got))
            Changed[path] = got?.DeepClone();
    }

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject obj => obj.Count == 0,
        JsonArray array => array.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.False || value.ToJsonString() is "0" or "0.0" or "\"\"",
    };
}
