using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Writes answers.</summary>
internal static class Answer
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    public static Task ObjectAsync(HttpContext http, int code, JsonElement obj) => BytesAsync(http, code, JsonMarshal.GetRawUtf8Value(obj));

    public static Task JsonAsync(HttpContext http, int code, JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            node.WriteTo(writer);
        return BytesAsync(http, code, buffer.WrittenSpan);
    }

    public static Task FailureAsync(HttpContext http, ApiException failure)
    {
        if (failure.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return failure.IsText ? TextAsync(http, failure.Code, failure.Message) : JsonAsync(http, failure.Code, failure.ToStatus());
    }

    public static Task TextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>Tells the client something beside the answer, as RFC 7234's <c>Warning</c>.</summary>
    public static void Warn(HttpContext http, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            http.Response.Headers.Append("Warning", $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
    }

    private static Task<FlushResult> BytesAsync(HttpContext http, int code, ReadOnlySpan<byte> bytes)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        http.Response.BodyWriter.Write(bytes);
        return http.Response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
    }
}
