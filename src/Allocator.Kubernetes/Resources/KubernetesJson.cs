using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>JSON as it goes over the wire: UTF-8, never a string in between.</summary>
internal static class KubernetesJson
{
    /// <summary>Schemas of custom resources nest deeper than the default of 64.</summary>
    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = 256 };

    // No HTML is near: what JSON lets stand is not escaped.
    private static readonly JsonWriterOptions s_writerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static byte[] Serialize(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
            node.WriteTo(writer);
        return SurrogatePairs.Unescape(buffer.ToArray());
    }

    public static async Task<JsonObject> ReadObjectAsync(Stream stream, CancellationToken cancellationToken) =>
        await JsonNode.ParseAsync(stream, documentOptions: DocumentOptions, cancellationToken: cancellationToken).ConfigureAwait(false) as JsonObject
        ?? throw new JsonException("The document is not an object.");

    /// <summary>The value at a path of property names; null where any part is missing or of another type.</summary>
    public static string? Text(this JsonObject json, params ReadOnlySpan<string> path)
    {
        JsonNode? node = json;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }
}
