using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>One object that a template rendered.</summary>
/// <param name="Object">The object.</param>
/// <param name="Source">The text it was read from.</param>
/// <param name="Offset">Where in the text it begins.</param>
internal sealed record Manifest(JsonObject Object, RenderedTemplate Source, int Offset)
{
    public string ApiVersion => Object.StringAt("apiVersion") ?? "";

    public string Kind => Object.StringAt("kind") ?? "";

    public string Name => Object.StringAt("metadata", "name") ?? "";

    /// <summary>The error that this object has a problem.</summary>
    public TemplateException Error(string problem, Exception? cause = null) => OutputPlace.Error(Source, Offset, $"{this}: {problem}", cause);

    /// <summary>The object as messages name it.</summary>
    public override string ToString() => $"{Kind} '{Name}'";
}
