using Allocator.Api;
using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>A list of instances that stays true: what is there, and then each change, as server-sent events.</summary>
internal static class LiveInstances
{
    /// <summary>Changes that come closer together are told together.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Then whoever looks is asked anew who they are: a session may have ended meanwhile, or a right been taken away.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    public static async Task WriteAsync(
        HttpContext context,
        string? service,
        AllocatorSession session,
        CallerLookup callers,
        InstanceWatch shared,
        RequestsUnderWay requests,
        CancellationToken cancellationToken)
    {
        var caller = await callers.GetAsync(cancellationToken).ConfigureAwait(false);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, requests.MustStopFollowing);
        var watch = shared.Open();
        try
        {
            await ClusterErrors.ExplainAsync(session, () => SyncedAsync(watch, stopping.Token), stopping.Token).ConfigureAwait(false);
            using var late = new CancellationTokenSource(s_longest, session.Time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, late.Token);
            await TellAsync(new ServerSentEvents(context), watch, caller, service, session.Time, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.Response.HasStarted)
        {
            // The viewer has gone, or has looked for long, or the server stops: the stream ends in order.
        }
        finally
        {
            await shared.CloseAsync().ConfigureAwait(false);
        }
    }

    private static async Task<bool> SyncedAsync(ResourceWatch watch, CancellationToken cancellationToken)
    {
        await watch.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task TellAsync(
        ServerSentEvents events, ResourceWatch watch, Caller caller, string? service, TimeProvider time, CancellationToken cancellationToken)
    {
        bool IsAsked(Instance instance) => service is null || instance.Service == service;

        while (true)
        {
            var changes = new InstanceChanges(caller, time);
            using var subscription = watch.Subscribe(changes.Add);
            var there = changes.Take().Values.OfType<Instance>().Where(IsAsked).OrderByDescending(instance => instance.CreatedAt);
            await events.WriteAsync(EventName.Instances, there, cancellationToken).ConfigureAwait(false);

            // When the cluster answers again, all of it is told again: so the viewer knows that it is true.
            for (var isStale = false; !isStale || watch.LastError is not null;)
            {
                if (!await changes.WaitAsync(cancellationToken).ConfigureAwait(false))
                    await events.KeepAliveAsync(cancellationToken).ConfigureAwait(false);
                foreach (var (name, instance) in changes.Take())
                {
                    if (instance is null)
                        await events.WriteAsync(EventName.Gone, new GoneResource(name), cancellationToken).ConfigureAwait(false);
                    else if (IsAsked(instance))
                        await events.WriteAsync(EventName.Instance, instance, cancellationToken).ConfigureAwait(false);
                }

                if (watch.LastError is { } interrupted)
                {
                    isStale = true;
                    await events.WriteAsync(EventName.Stale, new StaleResource(interrupted.Message), cancellationToken).ConfigureAwait(false);
                }

                await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
