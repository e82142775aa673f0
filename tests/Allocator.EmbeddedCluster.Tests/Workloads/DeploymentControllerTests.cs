using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class DeploymentControllerTests
{
    [Fact]
    public async Task Reconcile_new_deployment_makes_replica_set_and_pods_of_the_hash()
    {
        await using var cluster = TestCluster.Start();

        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 2));

        var set = Assert.Single(cluster.All(ResourceTypes.ReplicaSets));
        var hash = set.Labels["pod-template-hash"];
        Assert.Equal($"web-{hash}", set.Name);
        Assert.Matches("^[bcdf456789]{1,10}$", hash);
        Assert.Equal(hash, set.Json.Member("spec", "selector", "matchLabels").Text("pod-template-hash"));
        Assert.Equal("1", set.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal("2", set.Annotation("deployment.kubernetes.io/desired-replicas"));
        Assert.Equal("3", set.Annotation("deployment.kubernetes.io/max-replicas"));
        Assert.Equal("1", cluster.Get(ResourceTypes.Deployments, "web").Annotation("deployment.kubernetes.io/revision"));
        Assert.All(cluster.Pods, pod => Assert.Matches($"^{set.Name}-[a-z0-9]{{5}}$", pod.Name));
        Assert.Equal(2, cluster.Pods.Count);
        Assert.Equal([$"ScalingReplicaSet: Scaled up replica set {set.Name} to 2"], cluster.Events("web"));
        Assert.Equal(cluster.Pods.Select(pod => $"SuccessfulCreate: Created pod: {pod.Name}").Order(), cluster.Events(set.Name).Order());
    }

    [Fact]
    public async Task Reconcile_pods_become_ready_status_goes_from_created_to_available()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 2));
        var set = cluster.Names(ResourceTypes.ReplicaSets).Single();

        var before = cluster.Status(ResourceTypes.Deployments, "web");
        Assert.Equal((2, 2, 2, null, 1), Counts(before));
        Assert.Equal(("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."), Condition(cluster, "Available"));
        Assert.Equal(("True", "ReplicaSetUpdated", $"ReplicaSet \"{set}\" is progressing."), Condition(cluster, "Progressing"));
        await cluster.RunPodsAsync();

        Assert.Equal((2, 2, null, 2, 1), Counts(cluster.Status(ResourceTypes.Deployments, "web")));
        Assert.Equal(("True", "MinimumReplicasAvailable", "Deployment has minimum availability."), Condition(cluster, "Available"));
        Assert.Equal(("True", "NewReplicaSetAvailable", $"ReplicaSet \"{set}\" has successfully progressed."), Condition(cluster, "Progressing"));
    }

    [Fact]
    public async Task Reconcile_new_template_rolls_within_surge_and_unavailability()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload(
            "web", 4, """ "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 1}}"""));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage("image:2"));
        var (most, fewest) = (0, int.MaxValue);
        while (cluster.Pods.FirstOrDefault(pod => pod.IsTerminating || !pod.IsReady()) is { } next)
        {
            most = Math.Max(most, cluster.Pods.Count(PodFacts.IsActive));
            fewest = Math.Min(fewest, cluster.Pods.Count(pod => pod.IsActive() && pod.IsReady()));
            if (next.IsTerminating)
                cluster.Operations.Delete(next, gracePeriodSeconds: 0);
            else
                cluster.SetRunning(next);
            await cluster.IdleAsync();
        }

        Assert.Equal(5, most);
        Assert.Equal(3, fewest);
        Assert.All(cluster.Pods, pod => Assert.Equal("image:2", pod.Json.Member("spec", "containers")[0].Text("image")));
        Assert.Equal((4, 4, null, 4, 2), Counts(cluster.Status(ResourceTypes.Deployments, "web")));
        Assert.Equal("2", cluster.Get(ResourceTypes.Deployments, "web").Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal([0L, 4L], cluster.All(ResourceTypes.ReplicaSets).OrderBy(ReplicaSetFacts.Revision).Select(ReplicaSetFacts.Replicas));
    }

    [Fact]
    public async Task Reconcile_template_of_before_uses_its_replica_set_again_as_a_new_revision()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 1));
        await cluster.RunPodsAsync();
        var first = cluster.Names(ResourceTypes.ReplicaSets).Single();
        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage("image:2"));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage("image:1"));
        await cluster.RunPodsAsync();

        Assert.Equal(2, cluster.All(ResourceTypes.ReplicaSets).Count);
        Assert.Equal("3", cluster.Get(ResourceTypes.ReplicaSets, first).Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal("1", cluster.Get(ResourceTypes.ReplicaSets, first).Annotation("deployment.kubernetes.io/revision-history"));
        Assert.StartsWith(first, Assert.Single(cluster.Pods).Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_recreate_waits_for_the_last_old_pod()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 2, """ "strategy": {"type": "Recreate"}"""));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage("image:2"));
        Assert.All(cluster.Pods, pod => Assert.True(pod.IsTerminating));
        Assert.Single(cluster.All(ResourceTypes.ReplicaSets));
        cluster.Operations.Delete(cluster.Pods[0], gracePeriodSeconds: 0);
        await cluster.IdleAsync();
        Assert.Single(cluster.All(ResourceTypes.ReplicaSets));
        cluster.Operations.Delete(cluster.Pods[0], gracePeriodSeconds: 0);
        await cluster.IdleAsync();

        Assert.Equal(2, cluster.Pods.Count);
        Assert.All(cluster.Pods, pod => Assert.Equal("image:2", pod.Json.Member("spec", "containers")[0].Text("image")));
    }

    [Fact]
    public async Task Reconcile_paused_scales_but_does_not_roll()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 1));
        await cluster.RunPodsAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), obj =>
        {
            SetImage("image:2")(obj);
            obj.Child("spec")["paused"] = true;
            obj.Child("spec")["replicas"] = 3;
        });

        Assert.Single(cluster.All(ResourceTypes.ReplicaSets));
        Assert.Equal(3, cluster.Pods.Count);
        Assert.Equal(("Unknown", "DeploymentPaused", "Deployment is paused"), Condition(cluster, "Progressing"));
        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), obj => obj.Child("spec")["paused"] = false);
        await cluster.RunPodsAsync();
        Assert.Equal(2, cluster.All(ResourceTypes.ReplicaSets).Count);
        Assert.All(cluster.Pods, pod => Assert.Equal("image:2", pod.Json.Member("spec", "containers")[0].Text("image")));
    }

    [Fact]
    public async Task Reconcile_no_progress_until_the_deadline_is_told_once_it_is_over()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 1, """ "progressDeadlineSeconds": 10"""));
        var set = cluster.Names(ResourceTypes.ReplicaSets).Single();

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.Equal("ReplicaSetUpdated", Condition(cluster, "Progressing").Reason);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(("False", "ProgressDeadlineExceeded", $"ReplicaSet \"{set}\" has timed out progressing."), Condition(cluster, "Progressing"));
        await cluster.RunPodsAsync();
        Assert.Equal("NewReplicaSetAvailable", Condition(cluster, "Progressing").Reason);
    }

    [Fact]
    public async Task Reconcile_min_ready_seconds_are_waited_for_on_the_clock()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 1, """ "minReadySeconds": 5"""));
        await cluster.RunPodsAsync();
        Assert.Null(cluster.Status(ResourceTypes.Deployments, "web").Number("availableReplicas"));
        Assert.Equal(1, cluster.Status(ResourceTypes.Deployments, "web").Number("readyReplicas"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(1, cluster.Status(ResourceTypes.Deployments, "web").Number("availableReplicas"));
    }

    [Fact]
    public async Task Reconcile_old_replica_sets_beyond_the_history_are_deleted()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 1, """ "revisionHistoryLimit": 1"""));
        await cluster.RunPodsAsync();
        foreach (var image in (string[])["image:2", "image:3", "image:4"])
        {
            await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
            await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage(image));
            await cluster.RunPodsAsync();
        }

        Assert.Equal([3L, 4L], cluster.All(ResourceTypes.ReplicaSets).Select(ReplicaSetFacts.Revision).Order());
    }

    [Fact]
    public async Task Reconcile_quota_refuses_pods_condition_says_why_and_room_is_used_at_once()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "1"}"""));
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload("web", 2));

        var failure = Condition(cluster, "ReplicaFailure");
        Assert.Equal(("True", "FailedCreate"), (failure.Status, failure.Reason));
        var set = cluster.Names(ResourceTypes.ReplicaSets).Single();
        Assert.Matches(
            $"""^pods "{set}-[a-z0-9]{"{5}"}" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1$""", failure.Message);
        Assert.Contains(cluster.Events(set), told => told == $"FailedCreate: Error creating: {failure.Message}");
        Assert.Single(cluster.Pods);
        await cluster.PatchAsync(cluster.Get(ResourceTypes.ResourceQuotas, "q"), obj => obj.Child("spec").Child("hard")["pods"] = "2");

        Assert.Equal(2, cluster.Pods.Count);
        Assert.Equal(default, Condition(cluster, "ReplicaFailure"));
    }

    [Fact]
    public async Task Reconcile_scaled_amid_a_rollout_keeps_the_proportion()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Deployments, Manifests.Workload(
            "web", 10, """ "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 3, "maxUnavailable": 2}}"""));
        await cluster.RunPodsAsync();
        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), SetImage("image:2"));
        Assert.Equal([8L, 5L], cluster.All(ResourceTypes.ReplicaSets).OrderBy(ReplicaSetFacts.Revision).Select(ReplicaSetFacts.Replicas));

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Deployments, "web"), obj => obj.Child("spec")["replicas"] = 15);

        // The example of the Kubernetes documentation on proportional scaling.
        Assert.Equal([11L, 7L], cluster.All(ResourceTypes.ReplicaSets).OrderBy(ReplicaSetFacts.Revision).Select(ReplicaSetFacts.Replicas));
    }

    private static Action<JsonObject> SetImage(string image) =>
        obj => obj.Child("spec").Child("template").Child("spec").Array("containers")![0]!["image"] = image;

    private static (long? Replicas, long? Updated, long? Unavailable, long? Available, long? Observed) Counts(JsonElement status) => (
        status.Number("replicas"),
        status.Number("updatedReplicas"),
        status.Number("unavailableReplicas"),
        status.Number("availableReplicas"),
        status.Number("observedGeneration"));

    private static (string Status, string Reason, string Message) Condition(TestCluster cluster, string type)
    {
        var condition = cluster.Condition(ResourceTypes.Deployments, "web", type);
        return condition.ValueKind == JsonValueKind.Undefined
            ? default
            : (condition.Text("status"), condition.Text("reason"), condition.Text("message"));
    }
}
