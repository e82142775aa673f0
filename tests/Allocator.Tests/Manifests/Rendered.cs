using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Rendered text for tests.</summary>
internal static class Rendered
{
    /// <summary>Text of an engine that knows no places.</summary>
    public static RenderedTemplate Text(string text) => new("test.gotmpl", text);

    /// <summary>Text whose template has two lines before it that render nothing.</summary>
    public static RenderedTemplate WithPlaces(string text) => new("test.gotmpl", text, offset =>
    {
        var before = text[..offset];
        return new TemplatePosition(before.Count(c => c == '\n') + 3, offset - before.LastIndexOf('\n'));
    });

    public static JsonObject Object(string text) => Assert.Single(ManifestReader.Read(Text(text))).Object;

    public static TemplateException Refused(string text) => Assert.Throws<TemplateException>(() => ManifestReader.Read(Text(text)));

    /// <summary>The JSON as a node writes it, for comparisons.</summary>
    public static string? Canonical(string? json) => json is null ? null : JsonNode.Parse(json)?.ToJsonString();
}
