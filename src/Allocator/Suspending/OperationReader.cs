namespace Allocator;

/// <summary>Reads the record of exactly one instance.</summary>
internal static class OperationReader
{
    /// <exception cref="InstanceLostException">It is gone.</exception>
    public static async Task<InstanceRecord> ReadAsync(AllocatorSession session, string name, string uid, CancellationToken cancellationToken)
    {
        try
        {
            var root = await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, name, cancellationToken).ConfigureAwait(false);
            if (root.Uid() == uid)
                return InstanceRecord.Read(root);
        }
        catch (KubernetesException gone) when (gone.IsNotFound)
        {
        }

        throw new InstanceLostException(name, "it is gone");
    }
}
