using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class QuotaTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public Task Quota_counts_config_maps() => LimitsAsync("count/configmaps", "configmaps", name => Build.ConfigMap(name), existing: 1);

    [ContractFact]
    public Task Quota_counts_leases() => LimitsAsync(
        "count/leases.coordination.k8s.io", "coordination.k8s.io/v1/leases", name => Build.Object("coordination.k8s.io/v1", "Lease", name));

    [ContractFact]
    public Task Quota_counts_pods_as_objects() => LimitsAsync("count/pods", "pods", Unscheduled);

    [ContractFact]
    public Task Quota_counts_deployments() => LimitsAsync(
        "count/deployments.apps", "apps/v1/deployments", name => Build.Workload("Deployment", name, "true", """{"replicas": 0}"""));

    [ContractFact]
    public Task Quota_counts_services() => LimitsAsync(
        "services", "services", name => Build.Object("v1", "Service", name, """{"spec": {"ports": [{"port": 80}]}}"""));

    [ContractFact]
    public Task Quota_counts_claims() => LimitsAsync(
        "persistentvolumeclaims",
        "persistentvolumeclaims",
        name => Build.Object("v1", "PersistentVolumeClaim", name, """
            {"spec": {"storageClassName": "made-of-gold", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Mi"}}}}
            """));

    private static JsonObject Unscheduled(string name) => Build.Pod(name, "true", spec: """{"nodeSelector": {"disk": "made-of-gold"}}""");

    /// <summary>One more object than exist is allowed; the next is refused, until the first is gone.</summary>
    private async Task LimitsAsync(string resource, string path, Func<string, JsonObject> build, int existing = 0)
    {
        var quota = resource.Replace('/', '-').Replace('.', '-');
        var limit = existing + 1;
        await ns.CreateAsync(Build.Quota(quota, resource, limit));
        await ns.UntilAsync("resourcequotas", quota, now => Used(now) == existing);

        await ns.CreateAsync(build("first"));
        var used = await ns.UntilAsync("resourcequotas", quota, now => Used(now) == limit);
        Assert.Equal($"{limit}", used["status"]!["hard"]![resource]!.GetValue<string>());

        var refused = await ns.PostAsync(build("second"));
        refused.ExpectFailure(403, "Forbidden");
        Assert.EndsWith(
            $"\"second\" is forbidden: exceeded quota: {quota}, requested: {resource}=1, used: {resource}={limit}, limited: {resource}={limit}",
            refused.Message,
            StringComparison.Ordinal);

        await ns.RemoveAsync(path, "first");
        await ns.UntilAsync("resourcequotas", quota, now => Used(now) == existing);
        await ns.CreateAsync(build("second"));

        int? Used(JsonNode now) => now["status"]?["used"]?[resource]?.GetValue<string>() is { } text ? int.Parse(text, null) : null;
    }
}
