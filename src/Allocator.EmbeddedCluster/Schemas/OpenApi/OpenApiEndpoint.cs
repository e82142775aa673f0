using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Answers GET <c>/openapi/v2</c> in the form that the client accepts.</summary>
internal static class OpenApiEndpoint
{
    private const string JsonType = "application/json";
    private const string ProtobufType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    public static Task ServeAsync(HttpContext context)
    {
        var response = context.Response;
        var chosen = Accepted(context.Request.Headers.Accept.ToString()).Select(Match).FirstOrDefault(type => type is not null);
        if (chosen is null)
        {
            response.StatusCode = StatusCodes.Status406NotAcceptable;
            return Task.CompletedTask;
        }

        var body = chosen == JsonType ? OpenApiDocument.Json : OpenApiDocument.Protobuf;
        response.ContentType = chosen == JsonType ? JsonType : "application/octet-stream"; // as 1.20 calls the protobuf form
        response.ContentLength = body.Length;
        response.Headers.Vary = "Accept";
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // The type kubectl asks for has an '@', which parsers of headers refuse.
    private static IEnumerable<string> Accepted(string header) => header.Length == 0
        ? ["*/*"]
        : header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(clause => clause.Split(';', StringSplitOptions.TrimEntries))
            .Where(parts => Quality(parts) > 0)
            .OrderByDescending(Quality)
            .Select(parts => parts[0]);

    private static double Quality(string[] parts) => parts.FirstOrDefault(part => part.StartsWith("q=", StringComparison.Ordinal)) is { } quality
        && double.TryParse(quality.AsSpan(2), CultureInfo.InvariantCulture, out var value) ? value : 1;

    private static string? Match(string accepted) => accepted switch
    {
        "*/*" or "application/*" or JsonType => JsonType,
        ProtobufType => ProtobufType,
        _ => null,
    };
}
