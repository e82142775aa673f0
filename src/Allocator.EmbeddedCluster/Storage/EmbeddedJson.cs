using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Allocator.Embedded;

/// <summary>Serialization without reflection, which starts faster.</summary>
[JsonSerializable(typeof(JsonNode))]
[JsonSourceGenerationOptions(MaxDepth = 512)]
internal sealed partial class EmbeddedJson : JsonSerializerContext;
