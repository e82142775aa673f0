using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class StatefulSetTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string StatefulSets = "apps/v1/statefulsets";
    private const string Claims = "persistentvolumeclaims";

    [ContractFact]
    public async Task Stateful_set_starts_its_pods_one_after_another_with_ordinal_names()
    {
        // The next pod waits until this file says that the first is ready.
        await ns.CreateAsync(Build.Workload("StatefulSet", "ordered", "sleep 600", """{"replicas": 2, "serviceName": "ordered"}""", """
            {"readinessProbe": {"exec": {"command": ["cat", "/tmp/up"]}, "periodSeconds": 1, "timeoutSeconds": 30}, "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}
            """, """{"volumes": [{"name": "tmp", "emptyDir": {}}]}"""));

        var first = await ns.UntilPodAsync("ordered-0", now => now.Container().Read<bool>("started"));
        Assert.Equal(["ordered-0"], (await ns.UntilPodsAsync("ordered", _ => true)).Select(Reading.Name));
        (await ns.ExecAsync("ordered-0", "echo > /tmp/up")).EnsureSuccess();
        var second = await ns.UntilPodAsync("ordered-1", _ => true);

        Assert.Equal("ordered-0", first["metadata"]!["labels"]!["statefulset.kubernetes.io/pod-name"]!.GetValue<string>());
        Assert.Equal(first.Text("metadata.labels.controller-revision-hash"), second.Text("metadata.labels.controller-revision-hash"));
        Assert.Equal(("ordered-0", "ordered"), (first.Text("spec.hostname"), first.Text("spec.subdomain")));
        Assert.True((await ns.UntilReadyAsync("ordered-0")).Read<bool>("metadata.ownerReferences.0.controller"));
    }

    [ContractFact]
    public async Task Stateful_set_of_the_parallel_policy_does_not_wait()
    {
        await ns.CreateAsync(Build.Workload(
            "StatefulSet",
            "parallel",
            "sleep 600",
            """{"replicas": 2, "serviceName": "parallel", "podManagementPolicy": "Parallel"}""",
            """{"readinessProbe": {"exec": {"command": ["false"]}}}"""));

        var pods = await ns.UntilPodsAsync("parallel", pods => pods.Count == 2);

        Assert.Equal(["parallel-0", "parallel-1"], pods.Select(Reading.Name).Order());
    }

    [ContractFact]
    public async Task Stateful_set_counts_its_pods_and_names_their_revision_in_its_status()
    {
        await ns.CreateAsync(Build.Workload("StatefulSet", "status", "sleep 600", """{"serviceName": "status"}"""));

        var set = await ns.UntilAsync(StatefulSets, "status", now => now.Read<int>("status.readyReplicas") == 1);

        var status = set["status"];
        Assert.Equal((1, 1, 1), (status.Read<int>("replicas"), status.Read<int>("currentReplicas"), status.Read<int>("updatedReplicas")));
        Assert.Equal(status.Text("currentRevision"), status.Text("updateRevision"));
        Assert.Equal((await ns.GetAsync("pods", "status-0")).Text("metadata.labels.controller-revision-hash"), status.Text("currentRevision"));
        Assert.Equal(set.Read<long>("metadata.generation"), status.Read<long>("observedGeneration"));
    }

    [ContractFact]
    public async Task Stateful_set_makes_its_claims_with_the_labels_and_owners_of_their_template()
    {
        var owner = await ns.CreateAsync(Build.ConfigMap("root"));
        await ns.CreateAsync(WithDisk("claims", $$"""
            {"name": "data", "labels": {"tier": "back"}, "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "root", "uid": "{{owner.Uid()}}"}]}
            """));

        var claim = await ns.UntilAsync(Claims, "data-claims-0", now => now.Text("status.phase") == "Bound");

        Assert.Equal(owner.Uid(), Assert.Single(claim.List("metadata.ownerReferences")).Text("uid"));
        Assert.Equal("claims", claim.Text("metadata.labels.app"));
        await ns.DeleteAsync(StatefulSets, "claims");
        await ns.UntilPodsAsync("claims", pods => pods.Count == 0);
        Assert.Null((await ns.GetAsync(Claims, "data-claims-0")).Node("metadata.deletionTimestamp"));
        await ns.DeleteAsync("configmaps", "root");
        await ns.UntilGoneAsync(Claims, "data-claims-0");
    }

    [ContractFact]
    public async Task Stateful_set_replaces_a_deleted_pod_by_one_of_the_same_name_and_data()
    {
        await ns.CreateAsync(WithDisk("same", """{"name": "data"}"""));
        var before = await ns.UntilPodAsync("same-0", _ => true);
        await ns.UntilLoggedAsync("same-0", "started\n");
        var claim = await ns.GetAsync(Claims, "data-same-0");

        await ns.DeleteAsync("pods", "same-0");

        var after = await ns.UntilPodAsync("same-0", now => now.Uid() != before.Uid() && now.Condition("Ready").Status == "True");
        Assert.Equal("same-0", after.Name());
        await ns.UntilLoggedAsync("same-0", "started\nstarted\n");
        Assert.Equal(claim.Uid(), (await ns.GetAsync(Claims, "data-same-0")).Uid());
    }

    [ContractFact]
    public async Task Stateful_set_is_scaled_down_from_its_last_pod()
    {
        await ns.CreateAsync(Build.Workload(
            "StatefulSet", "down", "sleep 600", """{"replicas": 2, "serviceName": "down", "podManagementPolicy": "Parallel"}"""));
        await ns.UntilAsync(StatefulSets, "down", now => now.Read<int>("status.readyReplicas") == 2);

        await ns.MergePatchAsync(StatefulSets, "down", """{"spec": {"replicas": 1}}""");

        await ns.UntilGoneAsync("pods", "down-1");
        var set = await ns.UntilAsync(StatefulSets, "down", now => now.Read<int>("status.replicas") == 1);
        Assert.Equal(1, set.Read<int>("status.readyReplicas"));
        Assert.Null((await ns.GetAsync("pods", "down-0")).Node("metadata.deletionTimestamp"));
    }

    [ContractFact]
    public async Task Change_of_the_template_replaces_the_pods_of_a_stateful_set()
    {
        await ns.CreateAsync(Build.Workload("StatefulSet", "rolls", "sleep 600", """{"serviceName": "rolls"}"""));
        var before = await ns.UntilReadyAsync("rolls-0");

        await ns.MergePatchAsync(StatefulSets, "rolls", """{"spec": {"template": {"metadata": {"annotations": {"version": "2"}}}}}""");

        var after = await ns.UntilPodAsync("rolls-0", now => now.Uid() != before.Uid() && now.Condition("Ready").Status == "True");
        Assert.NotEqual(before.Text("metadata.labels.controller-revision-hash"), after.Text("metadata.labels.controller-revision-hash"));
        var set = await ns.UntilAsync(StatefulSets, "rolls", now =>
            now.Read<long>("status.observedGeneration") == now.Read<long>("metadata.generation")
            && now.Text("status.currentRevision") == now.Text("status.updateRevision") && now.Read<int>("status.updatedReplicas") == 1);
        Assert.Equal(after.Text("metadata.labels.controller-revision-hash"), set.Text("status.updateRevision"));
    }

    [ContractFact]
    public async Task Change_of_a_stateful_sets_claims_is_invalid()
    {
        await ns.CreateAsync(Build.Workload("StatefulSet", "fixed", "true", """{"replicas": 0, "serviceName": "fixed"}"""));

        var answer = await ns.Api.MergePatchAsync(ns.Path(StatefulSets, "fixed"), JsonNode.Parse("""{"spec": {"serviceName": "other"}}""")!);

        answer.ExpectFailure(422, "Invalid");
        Assert.Contains(
            "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden",
            answer.Message,
            StringComparison.Ordinal);
    }

    private static JsonObject WithDisk(string name, string claimMetadata) => Build.Workload(
        "StatefulSet",
        name,
        "echo started >> /data/starts; cat /data/starts; exec sleep 600",
        $$"""
        {"serviceName": "{{name}}", "volumeClaimTemplates": [
            {"metadata": {{claimMetadata}}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "16Mi"} } } }]}
        """,
        """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""");
}
