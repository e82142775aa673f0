using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class StatefulSetControllerTests
{
    private const string ClaimTemplates = """
        "volumeClaimTemplates": [{
            "metadata": {"name": "data", "annotations": {"note": "kept"}, "labels": {"own": "label"}, "ownerReferences": [
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "name": "root", "uid": "7d4c5c3e-0a43-4b0e-8d0c-1f0a52f3b6a1"}]},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
        }]
        """;

    [Fact]
    public async Task Reconcile_ordered_makes_the_next_pod_once_the_one_before_is_ready()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3));

        Assert.Equal(["db-0"], cluster.Names(ResourceTypes.Pods));
        cluster.SetRunning(cluster.Pods[0], isReady: false);
        await cluster.IdleAsync();
        Assert.Equal(["db-0"], cluster.Names(ResourceTypes.Pods));
        cluster.SetRunning(cluster.Pods[0]);
        await cluster.IdleAsync();
        Assert.Equal(["db-0", "db-1"], cluster.Names(ResourceTypes.Pods));
        await cluster.RunPodsAsync();

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.Names(ResourceTypes.Pods));
        var revision = cluster.Names(ResourceTypes.ControllerRevisions).Single();
        Assert.Equal(
            """{"observedGeneration":1,"replicas":3,"readyReplicas":3,"currentReplicas":3,"updatedReplicas":3""" +
            $$""","currentRevision":"{{revision}}","updateRevision":"{{revision}}","collisionCount":0}""",
            cluster.Status(ResourceTypes.StatefulSets, "db").GetRawText());
        Assert.Equal("SuccessfulCreate: create Pod db-0 in StatefulSet db successful", cluster.Events("db")[0]);
    }

    [Fact]
    public async Task Reconcile_pod_has_its_identity()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 1));

        var pod = cluster.Get(ResourceTypes.Pods, "db-0");
        var revision = cluster.All(ResourceTypes.ControllerRevisions).Single();
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["app"] = "web",
                ["controller-revision-hash"] = revision.Name,
                ["statefulset.kubernetes.io/pod-name"] = "db-0",
            },
            pod.Labels);
        Assert.Equal(("db-0", "peers"), (pod.Json.Member("spec").Text("hostname"), pod.Json.Member("spec").Text("subdomain")));
        Assert.Equal($"db-{revision.Labels["controller-revision-hash"]}", revision.Name);
        Assert.Equal(1, revision.Json.Number("revision"));
        Assert.Equal("replace", revision.Json.Member("data", "spec", "template").Text("$patch"));
    }

    [Fact]
    public async Task Reconcile_parallel_makes_all_at_once()
    {
        await using var cluster = TestCluster.Start();

        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3, """ "podManagementPolicy": "Parallel" """));

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.Names(ResourceTypes.Pods));
    }

    [Fact]
    public async Task Reconcile_claims_are_made_with_the_metadata_of_their_template_and_outlive_their_pods()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 2, ClaimTemplates));
        await cluster.RunPodsAsync();

        Assert.Equal(["data-db-0", "data-db-1"], cluster.Names(ResourceTypes.PersistentVolumeClaims));
        var claim = cluster.Get(ResourceTypes.PersistentVolumeClaims, "data-db-1");
        Assert.Equal(new Dictionary<string, string> { ["app"] = "web", ["own"] = "label" }, claim.Labels);
        Assert.Equal("kept", claim.Annotation("note"));
        Assert.Equal("root", Assert.Single(claim.Owners).Name);
        Assert.Contains("SuccessfulCreate: create Claim data-db-0 Pod db-0 in StatefulSet db success", cluster.Events("db"));
        var volume = Assert.Single(cluster.Get(ResourceTypes.Pods, "db-1").Json.Member("spec", "volumes").Elements());
        Assert.Equal(("data", "data-db-1"), (volume.Text("name"), volume.Member("persistentVolumeClaim").Text("claimName")));
        await cluster.PatchAsync(cluster.Get(ResourceTypes.StatefulSets, "db"), obj => obj.Child("spec")["replicas"] = 0);
        await cluster.RunPodsAsync();
        Assert.Empty(cluster.Pods);
        Assert.Equal(2, cluster.All(ResourceTypes.PersistentVolumeClaims).Count);
    }

    [Fact]
    public async Task Reconcile_fewer_replicas_deletes_the_last_first_and_waits_for_it()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 3));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.StatefulSets, "db"), obj => obj.Child("spec")["replicas"] = 1);

        Assert.Equal(["db-2"], cluster.Pods.Where(pod => pod.IsTerminating).Select(pod => pod.Name));
        cluster.Operations.Delete(cluster.Get(ResourceTypes.Pods, "db-2"), gracePeriodSeconds: 0);
        await cluster.IdleAsync();
        Assert.Equal(["db-1"], cluster.Pods.Where(pod => pod.IsTerminating).Select(pod => pod.Name));
        await cluster.RunPodsAsync();
        Assert.Equal(["db-0"], cluster.Names(ResourceTypes.Pods));
    }

    [Fact]
    public async Task Reconcile_failed_pod_is_made_again_under_its_name()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 1));
        var failed = cluster.Pods.Single();
        cluster.SetEnded(failed, hasSucceeded: false);

        await cluster.IdleAsync();

        Assert.NotEqual(failed.Uid, cluster.Get(ResourceTypes.Pods, "db-0").Uid);
        Assert.Contains("RecreatingFailedPod: StatefulSet test/db is recreating failed Pod db-0", cluster.Events("db"));
    }

    [Fact]
    public async Task Reconcile_new_template_replaces_from_the_last_down_to_the_partition()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet(
            "db", 3, """ "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 1}}"""));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.StatefulSets, "db"), SetImage);
        Assert.Equal(["db-2"], cluster.Pods.Where(pod => pod.IsTerminating).Select(pod => pod.Name));
        await cluster.RunPodsAsync();

        Assert.Equal(["image:1", "image:2", "image:2"], cluster.Pods.Select(Image));
        var status = cluster.Status(ResourceTypes.StatefulSets, "db");
        Assert.Equal((2, 1), (status.Number("updatedReplicas"), status.Number("currentReplicas")));
        Assert.NotEqual(status.Text("currentRevision"), status.Text("updateRevision"));
        await cluster.DeleteAsync(cluster.Get(ResourceTypes.Pods, "db-0"));
        await cluster.RunPodsAsync();
        Assert.Equal("image:1", Image(cluster.Get(ResourceTypes.Pods, "db-0")));
        await cluster.PatchAsync(
            cluster.Get(ResourceTypes.StatefulSets, "db"), obj => obj.Child("spec").Child("updateStrategy").Child("rollingUpdate")["partition"] = 0);
        await cluster.RunPodsAsync();
        Assert.Equal("image:2", Image(cluster.Get(ResourceTypes.Pods, "db-0")));
        status = cluster.Status(ResourceTypes.StatefulSets, "db");
        Assert.Equal((3, status.Text("updateRevision")), (status.Number("currentReplicas"), status.Text("currentRevision")));
    }

    [Fact]
    public async Task Reconcile_on_delete_replaces_only_what_is_deleted()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 2, """ "updateStrategy": {"type": "OnDelete"}"""));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.StatefulSets, "db"), SetImage);
        Assert.DoesNotContain(cluster.Pods, pod => pod.IsTerminating);
        await cluster.DeleteAsync(cluster.Get(ResourceTypes.Pods, "db-1"));
        await cluster.RunPodsAsync();

        Assert.Equal(["image:1", "image:2"], cluster.Pods.Select(Image));
    }

    [Fact]
    public async Task Reconcile_refused_pod_is_told_of_and_tried_again()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "0"}"""));
        await cluster.CreateAsync(ResourceTypes.StatefulSets, Manifests.StatefulSet("db", 1));

        Assert.Contains(
            "FailedCreate: create Pod db-0 in StatefulSet db failed error: pods \"db-0\" is forbidden: exceeded quota: q, " +
            "requested: pods=1, used: pods=0, limited: pods=0",
            cluster.Events("db"));
        await cluster.DeleteAsync(cluster.Get(ResourceTypes.ResourceQuotas, "q"));
        Assert.Equal(["db-0"], cluster.Names(ResourceTypes.Pods));
    }

    private static void SetImage(JsonObject obj) => obj.Child("spec").Child("template").Child("spec").Array("containers")![0]!["image"] = "image:2";

    private static string Image(StoredObject pod) => pod.Json.Member("spec", "containers")[0].Text("image");
}
