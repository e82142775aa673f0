using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Reads what was sent.</summary>
internal static class RequestBody
{
    /// <summary>As large as etcd takes them, twice.</summary>
    private const int LongestBytes = 3 * 1024 * 1024;

    /// <summary>The object that was sent as JSON.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">What it must be, for messages.</param>
    public static async Task<JsonObject> ReadObjectAsync(HttpContext http, string kind)
    {
        var type = MediaType(http);
        if (type.Length > 0 && type != "application/json")
        {
            throw type is "application/yaml" or "application/vnd.kubernetes.protobuf"
                ? ApiException.NotImplemented($"a body of the type {type}", "send JSON, as 'kubectl create -f' does, to which 'kubectl create … --dry-run=client -o yaml' can be piped")
                : UnsupportedType("application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }

        return await ReadAsync(http, kind).ConfigureAwait(false) as JsonObject
            ?? throw ApiException.BadRequest($"the object provided is unrecognized (must be of type {kind}): it is not a JSON object");
    }

    /// <summary>What was sent; null if that is nothing.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpContext http, string kind = "Object")
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > LongestBytes)
                throw new ApiException(413, "RequestEntityTooLarge", $"limit is {LongestBytes}");
        }

        if (buffer.Length == 0)
            return null;
        try
        {
            return LastWinsJson.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }
        catch (JsonException e)
        {
            throw ApiException.BadRequest($"the object provided is unrecognized (must be of type {kind}): {e.Message}");
        }
    }

    public static string MediaType(HttpContext http) => http.Request.ContentType?.Split(';')[0].Trim() ?? "";

    public static ApiException UnsupportedType(string accepted) => ApiException.UnsupportedMediaType(
        $"the body of the request was in an unknown format - accepted media types include: {accepted}");
}
