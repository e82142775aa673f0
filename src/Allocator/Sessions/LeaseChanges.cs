using System.Net;

namespace Allocator;

/// <summary>Waits for somebody else's write.</summary>
internal static class LeaseChanges
{
    /// <summary>A watch tells of every write; this bounds the wait for what no write tells: a lease that runs out.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns at the first change of a selected Lease that matters after <paramref name="resourceVersion"/>, or after <paramref name="longest"/>.</summary>
    public static async Task WaitAsync(AllocatorSession session, ResourceSelector selector, string resourceVersion, TimeSpan longest, Func<WatchEvent, bool> matters, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, session.Time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await foreach (var change in session.Client.WatchAsync(ResourceKind.Lease, session.Namespace, selector, resourceVersion, bounded.Token).ConfigureAwait(false))
            {
                if (change.Type != WatchEventType.Bookmark && matters(change))
                    return;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (KubernetesException cut) when (cut.StatusCode is null or HttpStatusCode.Gone or >= HttpStatusCode.InternalServerError)
        {
        }

        // It ended without a change. Whoever waits reads again, but not without a pause.
        await Task.Delay(s_pause, session.Time, cancellationToken).ConfigureAwait(false);
    }
}
