using System.Text.Json;
using System.Threading.Channels;
using Allocator.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>Tells of an operation while it runs, in server-sent events.</summary>
/// <remarks>See <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html"/>.</remarks>
internal sealed class EventStream(HttpContext context) : IProgress<InstanceProgress>
{
    /// <summary>Whatever stands between client and server must not take a silent stream for a dead one.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    private readonly Channel<(string Name, object Data)> _events = Channel.CreateUnbounded<(string Name, object Data)>(new() { SingleReader = true });
    private readonly TimeProvider _time = context.RequestServices.GetRequiredService<TimeProvider>();

    public void Report(InstanceProgress value) => _events.Writer.TryWrite((EventName.Progress, Wire(value)));

    /// <summary>Tells how the connection strings of what was created are filled in: its creator need not ask.</summary>
    public void Declare(IReadOnlyDictionary<string, string> templates) => _events.Writer.TryWrite((EventName.ConnectionStrings, templates));

    /// <summary>
    /// Runs the operation and tells of it. What fails before there was any progress is thrown, and so answered as every other request.
    /// </summary>
    public static async Task RunAsync(
        HttpContext context, Func<IProgress<InstanceProgress>?, CancellationToken, Task<Instance>> operation, CancellationToken cancellationToken)
    {
        var stream = new EventStream(context);
        var running = stream.CompleteAsync(operation(stream, cancellationToken));
        try
        {
            await stream.WriteProgressAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The operation has been told as well, and cleans up.
        }

        await stream.WriteEndAsync(running, ApiEndpoint.CallerGone(context)).ConfigureAwait(false);
    }

    private async Task<Instance> CompleteAsync(Task<Instance> operation)
    {
        try
        {
            return await operation.ConfigureAwait(false);
        }
        finally
        {
            _events.Writer.Complete();
        }
    }

    private async Task WriteProgressAsync(CancellationToken cancellationToken)
    {
        var more = _events.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var silence = Task.Delay(s_keepAlive, _time, stop.Token);
            if (await Task.WhenAny(more, silence).ConfigureAwait(false) == silence)
            {
                await WriteAsync(": waiting\n\n", cancellationToken).ConfigureAwait(false);
                continue;
            }

            await stop.CancelAsync().ConfigureAwait(false);
            if (!await more.ConfigureAwait(false))
                return;
            while (_events.Reader.TryRead(out var told))
                await WriteEventAsync(told.Name, told.Data, cancellationToken).ConfigureAwait(false);
            more = _events.Reader.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private async Task WriteEndAsync(Task<Instance> running, CancellationToken callerGone)
    {
        try
        {
            var instance = await running.ConfigureAwait(false);
            await WriteEventAsync(EventName.Instance, instance, callerGone).ConfigureAwait(false);
        }
        catch (Exception failure) when (context.Response.HasStarted && !callerGone.IsCancellationRequested)
        {
            var problem = ProblemOf.Exception(failure is OperationCanceledException ? new ShuttingDownException() : failure);
            await WriteEventAsync(EventName.Problem, problem.ToDetails(context), callerGone).ConfigureAwait(false);
        }
    }

    private Task WriteEventAsync(string name, object data, CancellationToken cancellationToken) =>
        WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, data.GetType(), ApiJson.Of(context))}\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
            // nginx, for example, would collect the events otherwise.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        await context.Response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ProgressResource Wire(InstanceProgress progress) => new()
    {
        Phase = progress.Phase,
        Message = progress.Message,
        Elapsed = progress.Elapsed.TotalSeconds,
        PodsReady = progress.PodsReady,
        PodsTotal = progress.PodsTotal,
        Holders = progress.Holders,
    };
}
