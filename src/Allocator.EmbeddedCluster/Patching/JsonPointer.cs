using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>RFC 6901: a place in a document.</summary>
internal sealed class JsonPointer
{
    private readonly string _text;
    private readonly string[] _segments;

    private JsonPointer(string text, string[] segments) => (_text, _segments) = (text, segments);

    public static JsonPointer Parse(string text)
    {
        if (text.Length > 0 && text[0] != '/')
            throw new JsonPatchException($"the path '{text}' does not begin with a slash", isMalformed: false);
        return new(text, [.. text.Split('/').Skip(1).Select(segment =>
            segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    public JsonNode? Find(JsonNode root, string operation)
    {
        JsonNode? node = root;
        foreach (var segment in _segments)
        {
            node = node switch
            {
                JsonObject obj when obj.TryGetPropertyValue(segment, out var member) => member,
                JsonArray array when TryIndex(segment, array.Count - 1) is { } index => array[index],
                _ => throw Missing(operation),
            };
        }

        return node;
    }

    /// <summary>What is there, or null if only its own place is absent.</summary>
    public JsonNode? FindOrNull(JsonNode root) =>
        _segments.Length > 0 && Parent(root, "test") is JsonObject obj ? obj[_segments[^1]] : Find(root, "test");

    public JsonNode Add(JsonNode root, JsonNode? value)
    {
        if (_segments.Length == 0)
            return value ?? throw new JsonPatchException("the whole document cannot become null", isMalformed: false);
        switch (Parent(root, "add"))
        {
            case JsonObject obj:
                obj[_segments[^1]] = value;
                break;
            case JsonArray array when _segments[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array when TryIndex(_segments[^1], array.Count) is { } index:
                array.Insert(index, value);
                break;
            default:
                throw Missing("add");
        }

        return root;
    }

    public JsonNode Replace(JsonNode root, JsonNode? value)
    {
        if (_segments.Length == 0)
            return Add(root, value);
        switch (Parent(root, "replace"))
        {
            case JsonObject obj when obj.ContainsKey(_segments[^1]):
                obj[_segments[^1]] = value;
                break;
            case JsonArray array when TryIndex(_segments[^1], array.Count - 1) is { } index:
                array[index] = value;
                break;
            default:
                throw Missing("replace");
        }

        return root;
    }

    /// <summary>Takes out what is there.</summary>
    public JsonNode? Remove(JsonNode root, string operation)
    {
        if (_segments.Length == 0)
            throw Missing(operation);
        switch (Parent(root, operation))
        {
            case JsonObject obj when obj.TryGetPropertyValue(_segments[^1], out var member):
                obj.Remove(_segments[^1]);
                return member;
            case JsonArray array when TryIndex(_segments[^1], array.Count - 1) is { } index:
                var element = array[index];
                array.RemoveAt(index);
                return element;
            default:
                throw Missing(operation);
        }
    }

    public override string ToString() => _text;

    private JsonNode? Parent(JsonNode root, string operation) => new JsonPointer(_text, _segments[..^1]).Find(root, operation);

    private JsonPatchException Missing(string operation) =>
        new($"{operation} operation does not apply: doc is missing path: \"{_text}\": missing value", isMalformed: false);

    private static int? TryIndex(string segment, int last) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index : null;
}
