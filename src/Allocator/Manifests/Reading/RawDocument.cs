using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>One document of the output, whatever it is.</summary>
/// <param name="Node">The document; null for JSON's null.</param>
/// <param name="Offset">Where in the output it begins.</param>
internal readonly record struct RawDocument(JsonNode? Node, int Offset);
