using System.Text.Json.Nodes;

namespace Allocator.Bench.Load;

/// <summary>A write of the protocol, as it was sent for one instance.</summary>
internal sealed record RecordedWrite(HttpMethod Method, string Path, string Body, string MediaType)
{
    /// <summary>The name of the object in the body; null for a patch, which has none.</summary>
    public string? ObjectName => JsonNode.Parse(Body)!["metadata"]!["name"]?.GetValue<string>();
}
