using System.Net;

namespace Allocator;

/// <summary>
/// Outlasts that a node does not find the container of a pod that is ready: it looks for the pod by its name, and may find the one of the same name that
/// this one has replaced, as long as something of that is left.
/// </summary>
internal static class PassingAbsence
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Starts something in a container, again until the node finds it, for up to 30 s.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="start">One attempt. What the node did not find has not begun.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public static async Task<T> OutlastAsync<T>(TimeProvider time, Func<Task<T>> start, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await start().ConfigureAwait(false);
            }
            catch (KubernetesException failure) when (IsCause(failure) && time.GetElapsedTime(began) < s_longestWait)
            {
            }

            await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsCause(KubernetesException failure) =>
        failure.StatusCode == HttpStatusCode.InternalServerError && failure.Message.Contains("container not found", StringComparison.Ordinal);
}
