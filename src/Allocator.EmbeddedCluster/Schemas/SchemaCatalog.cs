using System.Collections.Concurrent;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What fields each built-in kind has. Read from a recorded OpenAPI document; a kind's types are built when it is first asked for.</summary>
internal sealed class SchemaCatalog
{
    private const string Resource = "kubernetes-1.20.json";
    private static readonly Lazy<SchemaCatalog> LazyKubernetes = new(() => new SchemaCatalog(ReadResource()));

    private readonly Dictionary<string, JsonElement> _definitions;
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FieldType> _types = new(StringComparer.Ordinal);

    private SchemaCatalog(byte[] utf8Document)
    {
        Utf8Document = utf8Document;
        Document = JsonDocument.Parse(utf8Document).RootElement;
        _definitions = Document.GetProperty("definitions").EnumerateObject().ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal);
        foreach (var (name, definition) in _definitions)
            IndexKinds(name, definition);
    }

    /// <summary>The kinds of Kubernetes 1.20 that the embedded cluster knows.</summary>
    public static SchemaCatalog Kubernetes => LazyKubernetes.Value;

    /// <summary>The OpenAPI 2 document behind this catalog.</summary>
    public JsonElement Document { get; }

    public ReadOnlyMemory<byte> Utf8Document { get; }

    /// <summary>The schema of a kind, or null for a kind that is not built in.</summary>
    public ObjectSchema? Find(string group, string version, string kind) =>
        _kinds.TryGetValue(Key(group, version, kind), out var name) ? new ObjectSchema(version, kind, Resolve(name)) : null;

    internal FieldType Resolve(string definition) =>
        _types.GetOrAdd(definition, name => FieldTypes.OfDefinition(name, _definitions[name], this));

    private static byte[] ReadResource()
    {
        using var stream = typeof(SchemaCatalog).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void IndexKinds(string name, JsonElement definition)
    {
        if (!definition.TryGetProperty("x-kubernetes-group-version-kind", out var kinds))
            return;

        foreach (var kind in kinds.EnumerateArray())
            _kinds[Key(Text(kind, "group"), Text(kind, "version"), Text(kind, "kind"))] = name;
    }

    private static string Key(string group, string version, string kind) => $"{group}/{version}/{kind}";

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
