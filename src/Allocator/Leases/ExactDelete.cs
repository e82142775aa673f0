namespace Allocator;

/// <summary>Deletes exactly the Lease that was read: whoever changed or replaced it meanwhile wins.</summary>
internal static class ExactDelete
{
    /// <summary>Whether it was deleted by this call; false if it had changed or was gone.</summary>
    public static async Task<bool> TryAsync(AllocatorSession session, string name, string uid, string resourceVersion, DeletePropagation propagation, CancellationToken cancellationToken)
    {
        try
        {
            var exactly = new ResourceDelete { Uid = uid, ResourceVersion = resourceVersion, Propagation = propagation };
            await session.Client.DeleteAsync(ResourceKind.Lease, session.Namespace, name, exactly, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (KubernetesException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            return false;
        }
    }
}
