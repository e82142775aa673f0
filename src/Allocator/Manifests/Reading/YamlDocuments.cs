using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Allocator.Manifests;

/// <summary>Reads YAML documents into JSON, with scalars resolved as kubectl does.</summary>
internal sealed class YamlDocuments
{
    private const string CoreTag = "tag:yaml.org,2002:";

    private readonly Parser _parser;
    private readonly int _start;
    private readonly Dictionary<AnchorName, Anchored> _anchors = [];
    private int _copied;

    private YamlDocuments(string text, int start)
    {
        _parser = new Parser(new StringReader(text[start..]));
        _start = start;
    }

    /// <summary>Reads all documents that are not empty.</summary>
    public static void Read(string text, int start, List<RawDocument> documents)
    {
        CharacterCheck.CheckYaml(text, start);
        var reader = new YamlDocuments(text, start);
        try
        {
            reader._parser.Consume<StreamStart>();
            while (reader._parser.TryConsume<DocumentStart>(out _))
                reader.ReadDocument(documents);
        }
        catch (YamlException e)
        {
            throw new ManifestSyntaxException(reader.OffsetOf(e.Start), $"this is not YAML: {e.Message.TrimEnd('.')}", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner has no error of its own for some texts, for example a ':' in a flow mapping's plain scalar.
            throw new ManifestSyntaxException(reader.OffsetOf(reader._parser.Current?.End ?? Mark.Empty), "this is not YAML", e);
        }
    }

    private void ReadDocument(List<RawDocument> documents)
    {
        _anchors.Clear();
        var first = _parser.Current!;
        var empty = first is Scalar { Value: "", Style: ScalarStyle.Plain, Tag.IsEmpty: true };
        var node = ReadNode(1).Node;
        if (!empty)
            documents.Add(new RawDocument(node, OffsetOf(first.Start)));
        _parser.Consume<DocumentEnd>();
    }

    private Anchored ReadNode(int depth)
    {
        var at = _parser.Current!;
        if (depth > ManifestReader.MaxDepth)
            throw Error(at, $"nested deeper than {ManifestReader.MaxDepth}");
        switch (at)
        {
            case AnchorAlias alias:
                _parser.MoveNext();
                return Copy(alias, depth);
            case Scalar scalar:
                _parser.MoveNext();
                return Anchor(scalar, new Anchored(Resolve(scalar), 1, 1 + scalar.Value.Length));
            case SequenceStart sequence:
                CheckTag(sequence, "seq");
                return Anchor(sequence, ReadSequence(depth));
            case MappingStart mapping:
                CheckTag(mapping, "map");
                return Anchor(mapping, ReadMapping(depth));
            default:
                throw Error(at, "expected a value");
        }
    }

    private Anchored ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var result = new JsonArray();
        var (height, size) = (1, 1);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var item = ReadNode(depth + 1);
            result.Add(item.Node);
            (height, size) = (Math.Max(height, item.Height + 1), size + item.Size);
        }

        return new Anchored(result, height, size);
    }

    private Anchored ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var result = new JsonObject();
        var merged = new List<JsonObject>();
        var (height, size) = (1, 1);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!;
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            (height, size) = (Math.Max(height, value.Height + 1), size + key.Size + value.Size);
            if (at is Scalar { Value: "<<", Style: ScalarStyle.Plain })
                merged.AddRange(Merged(at, value.Node));
            else if (!result.TryAdd(KeyText(at, key.Node), value.Node))
                throw Error(at, $"the key \"{KeyText(at, key.Node)}\" is there twice");
        }

        foreach (var (key, value) in merged.SelectMany(static m => m))
        {
            if (!result.ContainsKey(key))
                result.Add(key, value?.DeepClone());
        }

        return new Anchored(result, height, size);
    }

    private IEnumerable<JsonObject> Merged(ParsingEvent at, JsonNode? value) => value switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(static m => m is JsonObject) => many.Cast<JsonObject>(),
        _ => throw Error(at, "'<<' merges only a mapping or a sequence of mappings"),
    };

    private string KeyText(ParsingEvent at, JsonNode? key) => key.Kind() switch
    {
        JsonValueKind.String => key.AsText()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => key!.ToJsonString(),
        _ => throw Error(at, "a key must be a string"),
    };

    private JsonNode? Resolve(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty)
            return scalar.Style == ScalarStyle.Plain ? Plain(scalar) : JsonValue.Create(scalar.Value);
        if (scalar.Tag.IsNonSpecific || scalar.Tag.Value == CoreTag + "str")
            return JsonValue.Create(scalar.Value);
        var node = Plain(scalar);
        var fits = (scalar.Tag.Value, node.Kind()) switch
        {
            (CoreTag + "bool", JsonValueKind.True or JsonValueKind.False) => true,
            (CoreTag + "null", JsonValueKind.Null) => true,
            (CoreTag + "float", JsonValueKind.Number) => true,
            (CoreTag + "int", JsonValueKind.Number) => node is JsonValue value && !value.TryGetValue<double>(out _),
            _ => false,
        };
        return fits ? node : throw WrongTag(scalar);
    }

    private JsonNode? Plain(Scalar scalar)
    {
        try
        {
            return ScalarText.Yaml(scalar.Value);
        }
        catch (FormatException e)
        {
            throw Error(scalar, e.Message);
        }
    }

    private void CheckTag(NodeEvent at, string name)
    {
        if (!at.Tag.IsEmpty && !at.Tag.IsNonSpecific && at.Tag.Value != CoreTag + name)
            throw WrongTag(at);
    }

    private ManifestSyntaxException WrongTag(NodeEvent at) =>
        Error(at, $"the tag {at.Tag} does not fit here; only !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are known");

    private Anchored Anchor(NodeEvent at, Anchored node)
    {
        if (!at.Anchor.IsEmpty)
            _anchors[at.Anchor] = node;
        return node;
    }

    /// <summary>A copy of what an alias means. What all copies add is bounded, and their depth: aliases of aliases grow exponentially.</summary>
    private Anchored Copy(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw Error(alias, $"the anchor '{alias.Value}' is not defined before this");
        _copied += anchored.Size;
        if (_copied > ManifestReader.MaxLength)
            throw Error(alias, $"the aliases expand to more than {ManifestReader.MaxLength} characters");
        if (depth + anchored.Height - 1 > ManifestReader.MaxDepth)
            throw Error(alias, $"nested deeper than {ManifestReader.MaxDepth}");
        return anchored with { Node = anchored.Node?.DeepClone() };
    }

    private ManifestSyntaxException Error(ParsingEvent at, string problem) => new(OffsetOf(at.Start), problem);

    private int OffsetOf(Mark mark) => _start + (int)mark.Index;

    /// <summary>A node with how many levels it has and how many characters it takes, roughly.</summary>
    private sealed record Anchored(JsonNode? Node, int Height, int Size);
}
