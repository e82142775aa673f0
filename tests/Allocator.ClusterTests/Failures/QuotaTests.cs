namespace Allocator;

/// <summary>Resource quotas that leave no room, and those that will once what is terminating has gone.</summary>
public sealed class QuotaTests(ClusterFixture cluster)
{
    [ClusterFact]
    public async Task Create_deployment_whose_pods_the_quota_refuses_fails_with_the_quota()
    {
        await using var ns = await OwnNamespace.CreateAsync(cluster, "q-deploy");
        await ns.LimitAsync("count/pods", 0);
        await using var service = new FailingService(cluster, "q-deploy", Workloads.Deployment("exec sleep 600"), ns: ns.Name);

        var failure = await service.FailAsync<InstanceFailedException>();

        Assert.Equal(InstanceFailureReason.QuotaExceeded, failure.Reason);
        Assert.Contains("exceeded quota: quota, requested: count/pods=1, used: count/pods=0, limited: count/pods=0", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    [ClusterFact]
    public Task Create_pod_that_the_quota_refuses_fails_with_the_quota() => IsRefusedAsync("q-pod", "count/pods", Workloads.Pod());

    [ClusterFact]
    public Task Create_record_that_the_quota_refuses_fails_with_the_quota() =>
        IsRefusedAsync("q-lease", "count/leases.coordination.k8s.io", Workloads.ConfigMap);

    [ClusterFact]
    public Task Create_disk_that_the_quota_refuses_fails_with_the_quota() => IsRefusedAsync(
        "q-disk",
        "count/persistentvolumeclaims",
        Workloads.Pod() + """

            volumeMounts: [{name: data, mountPath: /data}]
          volumes:
          - name: data
            persistentVolumeClaim: {claimName: "{{ .Name }}"}
        """);

    [ClusterFact]
    public Task Create_pod_while_the_previous_one_still_fills_the_quota_waits_for_it() => WaitsAsync("q-pods", Workloads.Pod(terminationGraceSeconds: 4));

    [ClusterFact]
    public Task Create_deployment_while_the_previous_one_still_fills_the_quota_waits_for_it() => WaitsAsync(
        "q-deploys",
        Workloads.Deployment("trap '' TERM; while true; do sleep 1; done").Replace("GracePeriodSeconds: 0", "GracePeriodSeconds: 4", StringComparison.Ordinal));

    private async Task IsRefusedAsync(string name, string resource, string template)
    {
        await using var ns = await OwnNamespace.CreateAsync(cluster, name);
        await ns.LimitAsync(resource, 0);
        await using var service = new FailingService(cluster, name, template, ns: ns.Name);

        var failure = await service.FailAsync<AllocatorException>();

        Assert.StartsWith($"A ResourceQuota of namespace '{ns.Name}' refuses", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"limited: {resource}=0", failure.Message, StringComparison.Ordinal);
        await service.LeavesNothingAsync();
    }

    private async Task WaitsAsync(string name, string template)
    {
        await using var ns = await OwnNamespace.CreateAsync(cluster, name);
        await ns.LimitAsync("count/pods", 1);
        await using var service = new FailingService(cluster, name, template, ns: ns.Name);
        await (await service.CreateAsync()).DisposeAsync();

        await using var second = await service.CreateAsync();

        Assert.Equal(InstanceState.Ready, second.Instance.State);
    }
}
