using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Reads the objects that a template rendered, as JSON or as YAML.</summary>
internal static class ManifestReader
{
    /// <summary>How deep an object may be nested; the API server's own types stay far below.</summary>
    public const int MaxDepth = 200;

    /// <summary>The longest text, in characters: the API server takes no request much larger.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads all objects; the items of a <c>List</c> are objects of their own.</summary>
    /// <exception cref="TemplateException">The text is not JSON or YAML, or a document is no Kubernetes object.</exception>
    public static IReadOnlyList<Manifest> Read(RenderedTemplate rendered)
    {
        if (rendered.Text.Length > MaxLength)
        {
            throw new TemplateException(
                rendered.TemplateName,
                null,
                $"it renders {rendered.Text.Length} characters; {MaxLength} are the most that can be applied");
        }

        var manifests = new List<Manifest>();
        var index = 0;
        foreach (var document in ReadDocuments(rendered))
        {
            index++;
            Add(document.Node, $"document {index}", document.Offset);
        }

        return manifests.Count > 0
            ? manifests
            : throw new TemplateException(rendered.TemplateName, null, "it renders no object; check its conditions and the parameters they test");

        void Add(JsonNode? node, string place, int offset)
        {
            var manifest = Check(rendered, node, place, offset);
            if (manifest is not { Kind: "List", ApiVersion: "v1" })
            {
                manifests.Add(manifest);
                return;
            }

            if (manifest.Object["items"] is not JsonArray items)
                throw OutputPlace.Error(rendered, offset, $"{place} is a List without an array 'items'");
            for (var i = 0; i < items.Count; i++)
                Add(items[i]?.DeepClone(), $"{place}, item {i + 1}", offset);
        }
    }

    private static List<RawDocument> ReadDocuments(RenderedTemplate rendered)
    {
        var text = rendered.Text;
        var documents = new List<RawDocument>();
        try
        {
            var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n");
            CharacterCheck.Check(text);
            if (start >= 0 && JsonDocuments.IsStart(text[start]))
                start = JsonDocuments.Read(text, start, documents);
            if (start >= 0 && start < text.Length)
                YamlDocuments.Read(text, documents.Count == 0 ? 0 : start, documents);
            return documents;
        }
        catch (ManifestSyntaxException e)
        {
            throw OutputPlace.ErrorWithExcerpt(rendered, e.Offset, e.Message, e.InnerException);
        }
    }

    private static Manifest Check(RenderedTemplate rendered, JsonNode? node, string place, int offset)
    {
        if (node is not JsonObject obj)
            throw OutputPlace.Error(rendered, offset, $"{place} is {Describe(node)}; each must be an object with apiVersion, kind and metadata.name");
        foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (string.IsNullOrEmpty(obj.StringAt(field)))
                throw OutputPlace.Error(rendered, offset, $"{place} has no {field}, or it is not a string");
        }

        var manifest = new Manifest(obj, rendered, offset);
        if (manifest is { Kind: "List", ApiVersion: "v1" })
            return manifest;
        if (obj.NodeAt("metadata", "generateName") is not null)
        {
            throw OutputPlace.Error(
                rendered,
                offset,
                $"{place} ({manifest.Kind}) has a generateName: names must be known beforehand, so that nothing is created twice; set metadata.name");
        }

        return manifest.Name.Length > 0
            ? manifest
            : throw OutputPlace.Error(
                rendered,
                offset,
                $"{place} ({manifest.Kind}) has no metadata.name, or it is not a string (a number needs quotes)");
    }

    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray => "an array",
        _ => "a single value",
    };
}
