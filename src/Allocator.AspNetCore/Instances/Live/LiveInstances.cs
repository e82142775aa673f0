using Allocator.Api;
using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>A list of instances that stays true: what is there, and then each change, as server-sent events.</summary>
internal static class LiveInstances
{
    /// <summary>Changes that come closer together are told together.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public static async Task WriteAsync(HttpContext context, string? service, AllocatorSession session, CallerLookup callers, InstanceWatch shared, CancellationToken cancellationToken)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        var watch = shared.Open();
        try
        {
            await ClusterErrors.ExplainAsync(session, () => SyncedAsync(watch, cancellationToken), cancellationToken).ConfigureAwait(false);
            var changes = new InstanceChanges(caller, session.Time);
            using var subscription = watch.Subscribe(changes.Add);
            await TellAsync(new ServerSentEvents(context), watch, changes, service, session.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && context.Response.HasStarted)
        {
            // The viewer has gone, or the server stops: the stream ends in order.
        }
        finally
        {
            await shared.CloseAsync(watch).ConfigureAwait(false);
        }
    }

    private static async Task<bool> SyncedAsync(ResourceWatch watch, CancellationToken cancellationToken)
    {
        await watch.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task TellAsync(
        ServerSentEvents events, ResourceWatch watch, InstanceChanges changes, string? service, TimeProvider time, CancellationToken cancellationToken)
    {
        bool IsAsked(Instance instance) => service is null || instance.Service == service;

        var there = changes.Take().Values.OfType<Instance>().Where(IsAsked).OrderByDescending(instance => instance.CreatedAt);
        await events.WriteAsync(EventName.Instances, there, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (!await changes.WaitAsync(ServerSentEvents.KeepAlive, cancellationToken).ConfigureAwait(false))
                await events.KeepAliveAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (name, instance) in changes.Take())
            {
                if (instance is null)
                    await events.WriteAsync(EventName.Gone, new GoneResource(name), cancellationToken).ConfigureAwait(false);
                else if (IsAsked(instance))
                    await events.WriteAsync(EventName.Instance, instance, cancellationToken).ConfigureAwait(false);
            }

            if (watch.LastError is { } interrupted)
                await events.WriteAsync(EventName.Stale, new StaleResource(interrupted.Message), cancellationToken).ConfigureAwait(false);
            await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
