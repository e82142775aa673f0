using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Allocator.GoTemplates;

/// <summary>Reads the first document of a YAML text as values of a template.</summary>
internal sealed class YamlReader
{
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, object?> _anchors = [];

    private YamlReader(string yaml) => _parser = new Parser(new StringReader(yaml));

    public static object? Read(string yaml)
    {
        var reader = new YamlReader(GoText.ToValidText(yaml));
        try
        {
            reader._parser.Consume<StreamStart>();
            return reader._parser.TryConsume<DocumentStart>(out _) ? reader.ReadValue(depth: 0) : null;
        }
        catch (YamlException e)
        {
            // Its message may quote the text, which may be a secret.
            throw new RenderException($"the text is not YAML (line {e.Start.Line}, column {e.Start.Column})");
        }
    }

    private object? ReadValue(int depth)
    {
        if (depth > GoType.MaxDepth)
            throw new RenderException($"the YAML is nested deeper than {GoType.MaxDepth}");

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known)
                ? known
                : throw new RenderException("the YAML refers to an anchor that is not defined before it");
        }

        var anchor = _parser.Accept<NodeEvent>(out var node) ? node.Anchor : AnchorName.Empty;
        var value = _parser.TryConsume<Scalar>(out var scalar) ? ReadScalar(scalar)
            : _parser.TryConsume<SequenceStart>(out _) ? ReadList(depth)
            : ReadMap(depth);
        if (!anchor.IsEmpty)
            _anchors[anchor] = value;
        return value;
    }

    private static object? ReadScalar(Scalar scalar)
    {
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag == "tag:yaml.org,2002:str");
        return isText ? scalar.Value : YamlScalar.Resolve(scalar.Value);
    }

    private object?[] ReadList(int depth)
    {
        var list = new List<object?>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            list.Add(ReadValue(depth + 1));
        return [.. list];
    }

    private Dictionary<string, object?> ReadMap(int depth)
    {
        _parser.Consume<MappingStart>();
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        var merged = new List<object?>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.TryConsume<Scalar>(out var scalar) ? scalar : throw new RenderException("the YAML has a key that is no scalar");
            var value = ReadValue(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
                merged.Add(value);
            else
                map[key.Value] = value;
        }

        foreach (var source in merged)
        {
            foreach (var one in source as IReadOnlyList<object?> ?? [source])
                Merge(map, one);
        }

        return map;
    }

    private static void Merge(Dictionary<string, object?> map, object? source)
    {
        if (source is not IReadOnlyDictionary<string, object?> defaults)
            throw new RenderException("the YAML merges (<<) what is no map");

        foreach (var (key, value) in defaults)
            map.TryAdd(key, value);
    }
}
