using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>A request for a stream is answered with an error instead, in the form that the API server or the kubelet gives it.</summary>
/// <param name="statusCode">The HTTP status code.</param>
/// <param name="reason">The reason of the Status that is the body; null for a body of plain text, as the kubelet's are.</param>
/// <param name="message">The message of the Status, or the text.</param>
internal sealed class StreamRefusedException(int statusCode, string? reason, string message) : Exception(message)
{
    /// <summary>The versions of the protocol that a client could ask for instead.</summary>
    public IReadOnlyList<string> AcceptedVersions { get; init; } = [];

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        if (AcceptedVersions.Count > 0)
            response.Headers.Append("X-Accepted-Stream-Protocol-Versions", AcceptedVersions.ToArray());
        if (reason is null)
            return response.WriteAsync(Message, context.RequestAborted);
        var status = new
        {
            kind = "Status",
            apiVersion = "v1",
            metadata = new { },
            status = "Failure",
            message = Message,
            reason,
            code = statusCode,
        };
        return response.WriteAsJsonAsync(status, options: null, "application/json", context.RequestAborted);
    }
}
