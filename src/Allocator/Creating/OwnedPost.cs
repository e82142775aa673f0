using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// POSTs an object that belongs to the root. Its owner reference is what tells ours from another's, so an answer that was lost is resolved by a GET.
/// </summary>
internal static class OwnedPost
{
    private const int MostAttempts = 8;

    /// <summary>Creates the object; null if its name is taken by an object that is not this root's.</summary>
    public static async Task<JsonObject?> TryAsync(
        AllocatorSession session, HeldLease root, ResourceKind kind, JsonObject obj, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            root.ThrowIfRunOut();
            try
            {
                return await session.Client.CreateAsync(kind, session.Namespace, obj, null, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException taken) when (taken.IsAlreadyExists)
            {
                return attempt == 1 ? null : await FindAsync(session, root, kind, obj.Name(), cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException failure) when (attempt < MostAttempts && (failure.OutcomeUnknown || failure.IsConflict))
            {
                if (await FindAsync(session, root, kind, obj.Name(), cancellationToken).ConfigureAwait(false) is { } ours)
                    return ours;
                await session.BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<JsonObject?> FindAsync(
        AllocatorSession session, HeldLease root, ResourceKind kind, string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.Client.GetAsync(kind, session.Namespace, name, cancellationToken).ConfigureAwait(false);
            return found.IsOwnedBy(root.Uid) ? found : null;
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }
}
