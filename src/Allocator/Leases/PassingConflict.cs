using System.Net;

namespace Allocator;

/// <summary>
/// A 409 that is neither a taken name nor a precondition that does not hold: the API server lost a race inside itself, against a quota for example, and says to try again.
/// </summary>
internal static class PassingConflict
{
    private const int MostAttempts = 8;

    public static bool Is(KubernetesException failure) => failure.IsConflict && !IsOtherUid(failure);

    /// <summary>Whether a write was refused because the name is another object's now.</summary>
    // In upper case, as no name is: "Precondition failed: UID in precondition: …".
    public static bool IsOtherUid(KubernetesException failure) =>
        failure.StatusCode == HttpStatusCode.Conflict && failure.Status?.Message.Contains("UID", StringComparison.Ordinal) == true;

    /// <summary>Tries a write that has a uid as its only precondition until the conflict has passed.</summary>
    public static async Task<T> OutlastAsync<T>(AllocatorSession session, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write().ConfigureAwait(false);
            }
            catch (KubernetesException failure) when (attempt < MostAttempts && Is(failure))
            {
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
