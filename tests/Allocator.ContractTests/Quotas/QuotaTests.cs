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

    /// <summary>No further object is allowed, then one more, and again one more when that is gone.</summary>
    private async Task LimitsAsync(string resource, string path, Func<string, JsonObject> build, int existing = 0)
    {
        var quota = resource.Replace('/', '-').Replace('.', '-');
        var limit = existing + 1;
        await ns.CreateAsync(Build.Quota(quota, resource, existing));
        await ns.UntilAsync("resourcequotas", quota, now => Used(now) == existing);
        (await ns.UntilRefusedAsync(build("first"), Refusal("first", existing))).ExpectFailure(403, "Forbidden");

        await ns.MergePatchAsync("resourcequotas", quota, Build.Quota(quota, resource, limit).ToJsonString());
        await ns.UntilCreatedAsync(build("first"));
        var used = await ns.UntilAsync("resourcequotas", quota, now => Used(now) == limit);
        Assert.Equal($"{limit}", used["spec"]!["hard"]![resource]!.GetValue<string>());
        var refused = (await ns.PostAsync(build("second"))).ExpectFailure(403, "Forbidden");
        Assert.EndsWith(Refusal("second", limit), refused.Message, StringComparison.Ordinal);

        await ns.DeleteAsync(path, "first");
        await ns.UntilAsync("resourcequotas", quota, now => Used(now) == existing);
        await ns.UntilCreatedAsync(build("second"));

        int? Used(JsonNode now) => now["status"]?["used"]?[resource]?.GetValue<string>() is { } text ? int.Parse(text, null) : null;

        string Refusal(string name, int count) =>
            $"\"{name}\" is forbidden: exceeded quota: {quota}, requested: {resource}=1, used: {resource}={count}, limited: {resource}={count}";
    }
}
