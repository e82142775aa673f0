using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class ReplicaSetTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string ReplicaSets = "apps/v1/replicasets";

    [ContractFact]
    public async Task Replica_set_counts_its_pods_in_its_status()
    {
        await ns.CreateAsync(Set("counts"));

        var set = await ns.UntilAsync(ReplicaSets, "counts", now => now.Read<int>("status.availableReplicas") == 1);

        var status = set["status"];
        Assert.Equal((1, 1, 1), (status.Read<int>("replicas"), status.Read<int>("fullyLabeledReplicas"), status.Read<int>("readyReplicas")));
        Assert.Equal(set.Read<long>("metadata.generation"), status.Read<long>("observedGeneration"));
    }

    [ContractFact]
    public async Task Replica_set_replaces_a_pod_that_is_deleted()
    {
        await ns.CreateAsync(Set("replaces"));
        var before = (await ns.UntilPodsAsync("replaces", pods => pods.Count == 1))[0];

        await ns.DeleteAsync("pods", before.Name());

        var after = (await ns.UntilPodsAsync("replaces", pods => pods.Count == 1 && pods[0].Uid() != before.Uid()))[0];
        Assert.StartsWith("replaces-", after.Name(), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Replica_set_adopts_a_pod_that_it_selects()
    {
        await ns.CreateAsync(Build.Pod(
            "orphan", "sleep 600", spec: """{"restartPolicy": "Always"}""", metadata: """{"labels": {"app": "adopts"}}"""));
        // The controller has to know of the pod before it knows of the set, or it would make another.
        await ns.UntilReadyAsync("orphan");

        var set = await ns.CreateAsync(Set("adopts"));

        var pod = await ns.UntilPodAsync("orphan", now => now.List("metadata.ownerReferences").Count == 1);
        Assert.Equal(set.Uid(), pod.Text("metadata.ownerReferences.0.uid"));
        await ns.UntilAsync(ReplicaSets, "adopts", now => now.Read<int>("status.replicas") == 1);
        Assert.Single(await ns.UntilPodsAsync("adopts", _ => true));
    }

    [ContractFact]
    public async Task Replica_set_releases_a_pod_that_it_no_longer_selects_and_replaces_it()
    {
        await ns.CreateAsync(Set("releases"));
        var pod = (await ns.UntilPodsAsync("releases", pods => pods.Count == 1))[0];

        await ns.MergePatchAsync("pods", pod.Name(), """{"metadata": {"labels": {"app": "released"}}}""");

        var released = await ns.UntilPodAsync(pod.Name(), now => now.Node("metadata.ownerReferences") is null);
        Assert.Null(released.Node("metadata.deletionTimestamp"));
        await ns.UntilPodsAsync("releases", pods => pods.Count == 1 && pods[0].Uid() != pod.Uid());
    }

    private static JsonObject Set(string name) => Build.Workload("ReplicaSet", name, "sleep 600", """{"replicas": 1}""");
}
