using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Allocator.Server;

/// <summary>Writes an answer of server-sent events.</summary>
/// <remarks>See <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html"/>.</remarks>
internal sealed class ServerSentEvents(HttpContext context)
{
    public const string MediaType = "text/event-stream";

    /// <summary>Whatever stands between client and server must not take a silent stream for a dead one.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Waits for a task, but no longer than a stream may be silent.</summary>
    /// <returns>Whether the task has completed.</returns>
    public static async Task<bool> EndsInTimeAsync(Task task, TimeProvider time, CancellationToken cancellationToken)
    {
        await task.WaitAsync(KeepAlive, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    /// <summary>Whether the caller wants events.</summary>
    public static bool Accepts(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    public Task WriteAsync<T>(string name, T data, CancellationToken cancellationToken) =>
        SendAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, ApiJson.Of(context))}\n\n", cancellationToken);

    public Task KeepAliveAsync(CancellationToken cancellationToken) => SendAsync(": waiting\n\n", cancellationToken);

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = MediaType;
            // nginx, for example, would collect the events otherwise.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        await context.Response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
