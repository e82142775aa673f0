using System.Net;

namespace Allocator;

/// <summary>Waits for somebody else's write.</summary>
internal static class LeaseChanges
{
    // A watch tells of every write; this bounds the wait for what no write tells: a lease that runs out.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns at the first change of a selected Lease after <paramref name="resourceVersion"/>, or after 5 s.</summary>
    public static async Task WaitAsync(AllocatorSession session, ResourceSelector selector, string resourceVersion, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_longestWait, session.Time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await foreach (var change in session.Client.WatchAsync(ResourceKind.Lease, session.Namespace, selector, resourceVersion, bounded.Token).ConfigureAwait(false))
            {
                if (change.Type != WatchEventType.Bookmark)
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
