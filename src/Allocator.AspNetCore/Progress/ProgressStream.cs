using System.Threading.Channels;
using Allocator.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>Tells of an operation while it runs, in server-sent events.</summary>
internal sealed class ProgressStream(HttpContext context) : IProgress<InstanceProgress>
{
    private readonly Channel<(string Name, object Data)> _told = Channel.CreateUnbounded<(string Name, object Data)>(new() { SingleReader = true });
    private readonly ServerSentEvents _events = new(context);
    private readonly TimeProvider _time = context.RequestServices.GetRequiredService<TimeProvider>();

    public void Report(InstanceProgress value) => _told.Writer.TryWrite((EventName.Progress, Wire(value)));

    /// <summary>Tells how the connection strings of what was created are filled in: its creator need not ask.</summary>
    public void Declare(IReadOnlyDictionary<string, string> templates) => _told.Writer.TryWrite((EventName.ConnectionStrings, templates));

    /// <summary>
    /// Runs the operation and tells of it. What fails before there was any progress is thrown, and so answered as every other request.
    /// </summary>
    public static async Task RunAsync(
        HttpContext context, Func<IProgress<InstanceProgress>?, CancellationToken, Task<Instance>> operation, CancellationToken cancellationToken)
    {
        var stream = new ProgressStream(context);
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
            _told.Writer.Complete();
        }
    }

    private async Task WriteProgressAsync(CancellationToken cancellationToken)
    {
        var more = _told.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            if (!await ServerSentEvents.EndsInTimeAsync(more, _time, cancellationToken).ConfigureAwait(false))
            {
                await _events.KeepAliveAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!await more.ConfigureAwait(false))
                return;
            while (_told.Reader.TryRead(out var told))
                await _events.WriteAsync(told.Name, told.Data, cancellationToken).ConfigureAwait(false);
            more = _told.Reader.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private async Task WriteEndAsync(Task<Instance> running, CancellationToken callerGone)
    {
        try
        {
            var instance = await running.ConfigureAwait(false);
            await _events.WriteAsync(EventName.Instance, instance, callerGone).ConfigureAwait(false);
        }
        catch (Exception failure) when (context.Response.HasStarted && !callerGone.IsCancellationRequested)
        {
            var problem = ProblemOf.Exception(failure is OperationCanceledException ? new ShuttingDownException() : failure);
            await _events.WriteAsync(EventName.Problem, problem.ToDetails(context), callerGone).ConfigureAwait(false);
        }
    }

    private static ProgressResource Wire(InstanceProgress progress) => new()
    {
        Phase = progress.Phase,
        Name = progress.InstanceName,
        Message = progress.Message,
        Elapsed = progress.Elapsed.TotalSeconds,
        PodsReady = progress.PodsReady,
        PodsTotal = progress.PodsTotal,
        Holders = progress.Holders,
    };
}
