namespace Allocator;

/// <summary>One renewal for who does not hold the instance.</summary>
internal static class SingleRenewal
{
    public static async Task<Instance> RunAsync(AllocatorSession session, InstanceRecord record, CancellationToken cancellationToken)
    {
        if (record.Lease is null)
            return record.Instance;
        try
        {
            var patch = RootPatch.Renewal(record.Uid, session.Now);
            var root = await RootWrite.SendAsync(session.Client, session.Namespace, record.Name, record.ResourceVersion, patch, cancellationToken).ConfigureAwait(false);
            return root.IsTerminating()
                ? throw new InstanceLostException(record.Name, "it is being deleted, so its lease cannot be renewed")
                : InstanceRecord.Read(root).Instance;
        }
        catch (KubernetesException gone) when (RootPatch.MeansLost(gone))
        {
            throw new InstanceLostException(record.Name, "it is gone, so its lease cannot be renewed");
        }
    }
}
