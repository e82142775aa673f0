using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class CascadeTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public Task Delete_deployment_deletes_its_pods() => DeletesPodsAsync("apps/v1/deployments", Build.Workload("Deployment", "deployment", "sleep 600"));

    [ContractFact]
    public Task Delete_replica_set_deletes_its_pods() => DeletesPodsAsync("apps/v1/replicasets", Build.Workload("ReplicaSet", "set", "sleep 600"));

    [ContractFact]
    public Task Delete_stateful_set_deletes_its_pods() => DeletesPodsAsync(
        "apps/v1/statefulsets", Build.Workload("StatefulSet", "stateful", "sleep 600", """{"serviceName": "stateful"}"""));

    [ContractFact]
    public Task Delete_daemon_set_deletes_its_pods() => DeletesPodsAsync("apps/v1/daemonsets", Build.Workload("DaemonSet", "daemon", "sleep 600"));

    [ContractFact]
    public Task Delete_job_in_the_background_deletes_its_pods() => DeletesPodsAsync(
        "batch/v1/jobs", Job("job"), """{"propagationPolicy": "Background"}""");

    [ContractFact]
    public async Task Delete_job_leaves_its_pods_if_not_told_otherwise()
    {
        await ns.CreateAsync(Job("orphans"));
        // What orphans it has to know of its pods, and knows no more than what counts them.
        await ns.UntilAsync("batch/v1/jobs", "orphans", now => now.Read<int>("status.active") == 1);

        await ns.DeleteAsync("batch/v1/jobs", "orphans");
        await ns.UntilGoneAsync("batch/v1/jobs", "orphans");

        var pod = Assert.Single(await ns.UntilPodsAsync("orphans", pods => pods.All(pod => pod.Node("metadata.ownerReferences") is null)));
        Assert.Null(pod.Node("metadata.deletionTimestamp"));
    }

    [ContractFact]
    public async Task Delete_deployment_in_the_foreground_keeps_it_until_its_pods_are_gone()
    {
        await ns.CreateAsync(Build.Workload("Deployment", "foreground", "sleep 600"));
        // What deletes its dependents has to know of them, and knows no more than what counts them.
        await ns.UntilAsync("apps/v1/deployments", "foreground", now => now.Read<int>("status.readyReplicas") == 1);
        var pod = (await ns.UntilPodsAsync("foreground", pods => pods.Count == 1))[0];
        await ns.MergePatchAsync("pods", pod.Name(), """{"metadata": {"finalizers": ["example.com/hold"]}}""");

        var deleted = await ns.DeleteAsync("apps/v1/deployments", "foreground", """{"propagationPolicy": "Foreground"}""");
        Assert.Equal(["foregroundDeletion"], deleted.List("metadata.finalizers").Select(item => item.GetValue<string>()));
        await ns.UntilPodAsync(pod.Name(), now => now.Node("metadata.deletionTimestamp") is not null);
        Assert.NotNull((await ns.GetAsync("apps/v1/deployments", "foreground")).Node("metadata.deletionTimestamp"));

        await ns.MergePatchAsync("pods", pod.Name(), """{"metadata": {"finalizers": null}}""");
        await ns.UntilGoneAsync("apps/v1/deployments", "foreground");
        Assert.Empty(await ns.UntilPodsAsync("foreground", _ => true));
    }

    [ContractFact]
    public async Task Delete_deployment_with_orphans_leaves_its_replica_set_and_pods()
    {
        await ns.CreateAsync(Build.Workload("Deployment", "leaves", "sleep 600"));
        await ns.UntilAsync("apps/v1/deployments", "leaves", now => now.Read<int>("status.readyReplicas") == 1);

        await ns.DeleteAsync("apps/v1/deployments", "leaves", """{"propagationPolicy": "Orphan"}""");
        await ns.UntilGoneAsync("apps/v1/deployments", "leaves");

        var pod = Assert.Single(await ns.UntilPodsAsync("leaves", _ => true));
        var set = await ns.GetAsync("apps/v1/replicasets", pod.Text("metadata.ownerReferences.0.name"));
        Assert.Null(set.Node("metadata.ownerReferences"));
    }

    private static JsonObject Job(string name) => Build.Workload("Job", name, "sleep 600", podSpec: """{"restartPolicy": "Never"}""");

    private async Task DeletesPodsAsync(string resource, JsonObject workload, string options = "{}")
    {
        var name = (await ns.CreateAsync(workload)).Name();
        await ns.UntilPodsAsync(name, pods => pods.Count == 1);

        await ns.DeleteAsync(resource, name, options);

        await ns.UntilGoneAsync(resource, name);
        await ns.UntilPodsAsync(name, pods => pods.Count == 0);
    }
}
