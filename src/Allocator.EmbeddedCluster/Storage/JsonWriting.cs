using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Reads and changes objects that are being made.</summary>
internal static class JsonWriting
{
    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = 512 };

    // What is sent is JSON, never part of a page: only what JSON demands is escaped.
    private static readonly JsonWriterOptions s_writerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DocumentOptions.MaxDepth };

    /// <summary>The member object of that name, which is made if it is absent.</summary>
    public static JsonObject Child(this JsonObject obj, string name)
    {
        if (obj[name] is JsonObject child)
            return child;
        child = [];
        obj[name] = child;
        return child;
    }

    public static string? Text(this JsonObject obj, string name) => (obj[name] as JsonValue)?.TryGetValue<string>(out var text) == true ? text : null;

    public static long? Number(this JsonObject obj, string name) => obj[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static JsonObject? Object(this JsonObject obj, string name) => obj[name] as JsonObject;

    public static JsonArray? Array(this JsonObject obj, string name) => obj[name] as JsonArray;

    /// <summary>Sets a member that is absent.</summary>
    public static void Default(this JsonObject obj, string name, JsonNode value)
    {
        if (obj[name] is null)
            obj[name] = value;
    }

    /// <summary>The object as it stands, never to change again.</summary>
    public static JsonElement ToElement(this JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
            node.WriteTo(writer);
        return JsonElement.Parse(buffer.WrittenSpan, DocumentOptions);
    }

    public static JsonObject ToObject(this JsonElement element) => JsonObject.Create(element)!;
}
