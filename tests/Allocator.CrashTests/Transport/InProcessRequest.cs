using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Allocator.Crashes;

/// <summary>A client's request as the server sees it.</summary>
internal static class InProcessRequest
{
    public static IHttpRequestFeature Of(HttpRequestMessage request, byte[] body, string token)
    {
        var headers = new HeaderDictionary { ["Authorization"] = $"Bearer {token}" };
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
            headers[name] = values.ToArray();
        headers.ContentLength = body.Length;
        return new HttpRequestFeature
        {
            Protocol = "HTTP/2",
            Scheme = "https",
            Method = request.Method.Method,
            Path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath),
            QueryString = request.RequestUri.Query,
            RawTarget = request.RequestUri.PathAndQuery,
            Headers = headers,
            Body = new MemoryStream(body),
        };
    }
}
