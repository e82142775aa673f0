namespace Allocator.Tool;

/// <summary>Somebody takes away what has expired.</summary>
internal sealed class ExpiredCheck : IDoctorCheck<ClusterSubject>
{
    public string Name => "expired";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        var roots = new ResourceSelector { Labels = $"{Labels.Role}={Labels.RootRole}" };
        var records = await subject.Client.ListAsync(ResourceKind.Lease, subject.Namespace, roots, cancellationToken).Select(InstanceRecord.Read).ToListAsync(cancellationToken);
        var expired = records.Where(record => record.Instance.State != InstanceState.Deleting && subject.Session.Expiry.IsOver(record)).Select(record => record.Name).ToList();
        return expired.Count == 0
            ? Finding.Ok($"none of {records.Count} instance{(records.Count == 1 ? "" : "s")}")
            : Finding.Warning(
                $"nobody has taken away {string.Join(", ", expired)}",
                "Take them away by 'allocator reap'. For always, run a host with AddReaper() or the CronJob of docs/rbac/reaper.yaml.");
    }
}
