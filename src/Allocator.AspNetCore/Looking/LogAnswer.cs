using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>Streams log lines as they come. It ends in order only when the pods have written all: a server that stops breaks it off.</summary>
internal static class LogAnswer
{
    public const string LinesMediaType = "application/x-ndjson";

    public static async Task FollowAsync(HttpContext context, InstanceHandle handle, PodLogOptions options, CancellationToken cancellationToken)
    {
        var stopping = context.RequestServices.GetRequiredService<RequestsUnderWay>().MustStopFollowing;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var asJson = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(LinesMediaType, StringComparison.OrdinalIgnoreCase));
        context.Response.ContentType = asJson ? LinesMediaType : "text/plain; charset=utf-8";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var line in LinesAsync(context, handle.FollowLogsAsync(options, either.Token), asJson, either).ConfigureAwait(false))
            {
                await context.Response.WriteAsync(line + "\n", cancellationToken).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !ApiEndpoint.CallerGone(context).IsCancellationRequested)
        {
            context.Abort();
        }
    }

    /// <summary>The lines as they are sent. Of JSON an empty one while there is no other, so that a silent connection is known to be dead; plain text has none, for it may be a line of the log.</summary>
    private static async IAsyncEnumerable<string> LinesAsync(
        HttpContext context, IAsyncEnumerable<InstanceLogLine> followed, bool asJson, CancellationTokenSource ending)
    {
        var json = ApiJson.Of(context);
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var lines = followed.GetAsyncEnumerator(CancellationToken.None);
        var next = lines.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (asJson && !await ServerSentEvents.EndsInTimeAsync(next, time, ending.Token).ConfigureAwait(false))
                {
                    yield return "";
                    continue;
                }

                if (!await next.ConfigureAwait(false))
                    yield break;
                yield return asJson ? JsonSerializer.Serialize(lines.Current, json) : lines.Current.Text;
                next = lines.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // Whoever reads may have gone in between; what reads for them ends before it is disposed of.
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await lines.DisposeAsync().ConfigureAwait(false);
        }
    }
}
