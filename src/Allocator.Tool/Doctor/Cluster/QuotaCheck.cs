namespace Allocator.Tool;

/// <summary>No quota of the namespace is used up.</summary>
internal sealed class QuotaCheck : IDoctorCheck<ClusterSubject>
{
    private static readonly ResourceKind s_quota = new("", "v1", "ResourceQuota", "resourcequotas", Namespaced: true);

    public string Name => "quota";

    public async Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            var quotas = await subject.Client.ListAsync(s_quota, subject.Namespace, null, cancellationToken).ToListAsync(cancellationToken);
            var usedUp = quotas.SelectMany(quota => (quota.Object("status", "hard") ?? [])
                .Where(hard => hard.Value?.ToString() is { } limit and not "0" && quota["status"]?["used"]?[hard.Key]?.ToString() == limit)
                .Select(hard => $"{hard.Key} {hard.Value} of '{quota.Name()}'")).ToList();
            return usedUp.Count > 0
                ? Finding.Warning($"used up: {string.Join(", ", usedUp)}", $"Destroy instances, or raise the quota: kubectl -n {subject.Namespace} describe quota.")
                : Finding.Ok(quotas.Count == 0 ? "the namespace has none" : $"there is room in {string.Join(", ", quotas.Select(quota => $"'{quota.Name()}'"))}");
        }
        catch (KubernetesException refused) when (refused.IsForbidden)
        {
            return Finding.Ok("may not be read; a Create that a quota refuses says so");
        }
    }
}
