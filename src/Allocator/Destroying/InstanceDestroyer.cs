namespace Allocator;

/// <summary>Deletes an instance by its root; garbage collection takes all that belongs to it.</summary>
internal static class InstanceDestroyer
{
    /// <summary>Returns when the API server has committed the deletion, or when all is gone if the options say so.</summary>
    /// <param name="session">The process' session.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="lease">The instance's lease, if this process renews it.</param>
    /// <param name="options">How it is destroyed.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task DestroyAsync(
        AllocatorSession session, InstanceRecord instance, HeldLease? lease, DestroyOptions? options, CancellationToken cancellationToken)
    {
        options ??= new DestroyOptions();
        using var activity = AllocatorTelemetry.Source.StartActivity("allocator.destroy");
        activity?.SetTag(AllocatorTelemetry.InstanceTag, instance.Name);
        if (instance.Instance.State != InstanceState.Deleting)
            await DeleteAndReleaseAsync(session, instance, lease, cancellationToken).ConfigureAwait(false);
        if (options.WaitUntilGone)
            await Disappearance.WaitAsync(session, instance, options.Timeout, cancellationToken).ConfigureAwait(false);
    }

    private static async Task DeleteAndReleaseAsync(AllocatorSession session, InstanceRecord instance, HeldLease? lease, CancellationToken cancellationToken)
    {
        if (lease is null)
        {
            await DeleteRootAsync(session, instance, cancellationToken).ConfigureAwait(false);
            return;
        }

        lease.IsEnding = true;
        try
        {
            await DeleteRootAsync(session, instance, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lease.IsEnding = false;
            throw;
        }

        // Only now: a renewal that stopped before the deletion was committed could lose the race against a slow API server.
        await session.Renewer.ReleaseAsync(lease).ConfigureAwait(false);
    }

    private static async Task DeleteRootAsync(AllocatorSession session, InstanceRecord instance, CancellationToken cancellationToken)
    {
        try
        {
            var exactly = new ResourceDelete { Uid = instance.Uid, Propagation = DeletePropagation.Foreground };
            await PassingConflict.OutlastAsync(
                session, () => session.Client.DeleteAsync(ResourceKind.Lease, session.Namespace, instance.Name, exactly, cancellationToken), cancellationToken).ConfigureAwait(false);
            AllocatorTelemetry.Destroyed(instance.Instance.Service);
        }
        catch (KubernetesException gone) when (gone.IsNotFound || PassingConflict.IsOtherUid(gone))
        {
            // It was this instance, and it is gone: somebody else was faster.
        }
    }
}
