using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>What surrounds every endpoint of the API: sign-in, the end of the server, and problems instead of exceptions.</summary>
internal static partial class ApiEndpoint
{
    private static readonly object s_callerGone = new();

    /// <summary>Cancelled when the caller has gone; <see cref="HttpContext.RequestAborted"/> is also cancelled when the server must end.</summary>
    public static CancellationToken CallerGone(HttpContext context) =>
        context.Items.TryGetValue(s_callerGone, out var token) ? (CancellationToken)token! : context.RequestAborted;

    /// <param name="endpoint">What it does.</param>
    /// <param name="isAnonymous">Whether anybody may ask, by the settings.</param>
    public static RequestDelegate Wrap(RequestDelegate endpoint, Predicate<AllocatorServerOptions> isAnonymous) => async context =>
    {
        var aborted = context.RequestAborted;
        var requests = context.RequestServices.GetRequiredService<RequestsUnderWay>();
        using var request = requests.Begin();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, requests.MustEnd);
        context.Items[s_callerGone] = aborted;
        context.RequestAborted = either.Token;
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (!isAnonymous(context.RequestServices.GetRequiredService<IOptions<AllocatorServerOptions>>().Value))
            {
                await SignIn.RequireAsync(context).ConfigureAwait(false);
                await AntiforgeryCheck.RequireAsync(context).ConfigureAwait(false);
            }

            await endpoint(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (OperationCanceledException) when (requests.MustEnd.IsCancellationRequested || requests.MustStopFollowing.IsCancellationRequested)
        {
            await AnswerAsync(context, new ShuttingDownException(), aborted).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await AnswerAsync(context, failure, aborted).ConfigureAwait(false);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    };

    private static async Task AnswerAsync(HttpContext context, Exception failure, CancellationToken cancellationToken)
    {
        var problem = ProblemOf.Exception(failure);
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiEndpoint));
        if (problem.Status >= 500)
            Log.Failed(logger, failure, context.Request.Method, context.Request.Path, problem.Kind);
        else
            Log.Refused(logger, context.Request.Method, context.Request.Path, problem.Kind, problem.Detail);
        if (context.Response.HasStarted)
            context.Abort();
        else
            await problem.WriteAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Method} {Path} failed: {Kind}")]
        public static partial void Failed(ILogger logger, Exception failure, string method, string path, string kind);

        [LoggerMessage(LogLevel.Information, "{Method} {Path} was refused: {Kind}: {Detail}")]
        public static partial void Refused(ILogger logger, string method, string path, string kind, string detail);
    }
}
