using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>Streams log lines as they come.</summary>
internal static class LogAnswer
{
    public const string LinesMediaType = "application/x-ndjson";

    public static async Task FollowAsync(HttpContext context, InstanceHandle handle, PodLogOptions options, CancellationToken cancellationToken)
    {
        var stopping = context.RequestServices.GetRequiredService<RequestsUnderWay>().MustStopFollowing;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var asJson = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(LinesMediaType, StringComparison.OrdinalIgnoreCase));
        var json = ApiJson.Of(context);
        context.Response.ContentType = asJson ? LinesMediaType : "text/plain; charset=utf-8";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var line in handle.FollowLogsAsync(options, either.Token).ConfigureAwait(false))
            {
                var text = asJson ? JsonSerializer.Serialize(line, json) : line.Text;
                await context.Response.WriteAsync(text + "\n", cancellationToken).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !ApiEndpoint.CallerGone(context).IsCancellationRequested)
        {
            // The server stops; the text ends here, in order.
        }
    }
}
