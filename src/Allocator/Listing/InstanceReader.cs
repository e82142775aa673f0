namespace Allocator;

/// <summary>Finds instances by their roots.</summary>
internal static class InstanceReader
{
    /// <summary>The caller's instance of this name, of one service or, where that is null, of any. Unknown, gone, of another service and somebody else's are the same.</summary>
    /// <exception cref="InstanceNotFoundException">There is none.</exception>
    public static async Task<InstanceRecord> GetAsync(AllocatorSession session, string? service, Caller caller, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        try
        {
            var root = await session.Client.GetAsync(ResourceKind.Lease, session.Namespace, name, cancellationToken).ConfigureAwait(false);
            if (InstanceRecord.IsRoot(root) && InstanceRecord.Read(root) is { } record && (service is null || record.Instance.Service == service) && IsVisible(record, caller))
                return record;
        }
        catch (KubernetesException absent) when (absent.IsNotFound && !ClusterErrors.IsMissingNamespace(absent))
        {
        }

        throw new InstanceNotFoundException(service, name);
    }

    /// <summary>The caller's instances, of one service or, where that is null, of all, the newest first; one request per 500.</summary>
    public static async Task<IReadOnlyList<InstanceRecord>> ListAsync(AllocatorSession session, string? service, Caller caller, CancellationToken cancellationToken)
    {
        var labels = $"{Labels.Role}={Labels.RootRole}";
        if (service is not null)
            labels = $"{Labels.Service}={service},{labels}";
        if (!caller.Identity.IsAdministrator)
            labels += $",{Labels.Owner}={caller.OwnerHash}";

        var records = new List<InstanceRecord>();
        await foreach (var root in session.Client.ListAsync(ResourceKind.Lease, session.Namespace, new ResourceSelector { Labels = labels }, cancellationToken).ConfigureAwait(false))
        {
            var record = InstanceRecord.Read(root);
            if (IsVisible(record, caller))
                records.Add(record);
        }

        records.Sort((a, b) => b.Instance.CreatedAt.CompareTo(a.Instance.CreatedAt));
        return records;
    }

    private static bool IsVisible(InstanceRecord record, Caller caller) => caller.Identity.IsAdministrator || record.BelongsTo(caller);
}
