using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Turns an answer with an error status into the exception that says so.</summary>
internal static class ErrorAnswer
{
    private const int LongestBody = 256 * 1024;
    private const int LongestExcerpt = 200;

    public static async Task<KubernetesException> ReadAsync(
        ClusterRequest request, HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestBody);
        try
        {
            var length = await ReadBodyAsync(response.Content, buffer, cancellationToken).ConfigureAwait(false);
            return Make(request, response, buffer.AsSpan(0, length), now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The exception of a <c>Status</c> that came within a watch.</summary>
    public static KubernetesException Of(ClusterRequest request, KubernetesStatus status) =>
        Make(request, (HttpStatusCode)status.Code, status, status.Message, retryAfter: null);

    private static KubernetesException Make(ClusterRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var status = StatusReader.Read(Parse(body));
        // A decoding or validation error quotes what was sent, and so may whatever stands between us and the API server.
        var mayQuote = request.BodyIsSecret
            && (status is null || response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity);
        if (mayQuote && status is not null)
            status = StatusReader.Redact(status);
        var text = status is not null ? status.Message : mayQuote ? "" : Excerpt(body);
        return Make(request, response.StatusCode, status, text, RetryAfter(response, now));
    }

    private static KubernetesException Make(
        ClusterRequest request, HttpStatusCode code, KubernetesStatus? status, string text, TimeSpan? retryAfter)
    {
        var reason = status is { Reason.Length: > 0 } ? status.Reason : code.ToString();
        var number = ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var title = reason == number ? number : $"{number} {reason}";
        var message = text.Length == 0 ? $"{request}: {title}" : $"{request}: {title}: {text}";
        return new KubernetesException(message, code, status) { RetryAfter = retryAfter ?? status?.RetryAfter };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > (response.Headers.Date ?? now) => date - (response.Headers.Date ?? now),
        _ => null,
    };

    private static async Task<int> ReadBodyAsync(HttpContent content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The status line is the answer; its explanation got lost.
            return 0;
        }
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: KubernetesJson.DocumentOptions) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        var text = string.Join(' ', Encoding.UTF8.GetString(body).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";
    }
}
