namespace Allocator.Embedded;

public sealed class ReplicaControllerTests
{
    [Fact]
    public async Task Reconcile_status_counts_ready_and_labelled_pods()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 2));
        cluster.SetRunning(cluster.Pods[0]);
        await cluster.IdleAsync();

        Assert.Equal(
            """{"replicas":2,"fullyLabeledReplicas":2,"readyReplicas":1,"availableReplicas":1,"observedGeneration":1}""",
            cluster.Status(ResourceTypes.ReplicaSets, "set").GetRawText());
    }

    [Fact]
    public async Task Reconcile_pod_deleted_or_failed_is_replaced()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 2));
        var (first, second) = (cluster.Pods[0], cluster.Pods[1]);

        await cluster.DeleteAsync(first);
        cluster.SetEnded(second, hasSucceeded: false);
        await cluster.IdleAsync();

        Assert.Equal(2, cluster.Pods.Count(PodFacts.IsActive));
        Assert.Null(cluster.Find(ResourceTypes.Pods, first.Name));
        Assert.True(cluster.Get(ResourceTypes.Pods, second.Name).HasFailed());
    }

    [Fact]
    public async Task Reconcile_fewer_replicas_deletes_those_of_least_use()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 3));
        var kept = cluster.Pods[1].Name;
        cluster.SetRunning(cluster.Pods[1]);
        cluster.SetRunning(cluster.Pods[2], isReady: false);
        await cluster.IdleAsync();

        await cluster.PatchAsync(cluster.Get(ResourceTypes.ReplicaSets, "set"), obj => obj.Child("spec")["replicas"] = 1);

        Assert.Equal([kept], cluster.Pods.Where(PodFacts.IsActive).Select(pod => pod.Name));
        Assert.Equal(2, cluster.Events("set").Count(told => told.StartsWith("SuccessfulDelete: Deleted pod: set-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reconcile_orphan_that_is_selected_is_adopted_and_one_too_many_deleted()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.Pods, Manifests.Pod("orphan"));
        cluster.Create(ResourceTypes.Pods, Manifests.Pod("other", """{"app": "other"}"""));

        var set = await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 1));

        Assert.Equal(["orphan", "other"], cluster.Names(ResourceTypes.Pods));
        Assert.Equal(set.Uid, cluster.Get(ResourceTypes.Pods, "orphan").Controller!.Uid);
        Assert.True(cluster.Get(ResourceTypes.Pods, "orphan").Controller!.BlocksDeletion);
        Assert.Null(cluster.Get(ResourceTypes.Pods, "other").Controller);
        await cluster.CreateAsync(ResourceTypes.Pods, Manifests.Pod("late"));
        Assert.Single(cluster.Pods, pod => pod.Labels["app"] == "web");
    }

    [Fact]
    public async Task Reconcile_pod_that_is_no_longer_selected_is_let_go_and_replaced()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 1));
        var pod = cluster.Pods.Single();

        await cluster.PatchAsync(pod, obj => obj.Child("metadata").Child("labels")["app"] = "debugging");

        Assert.Empty(cluster.Get(ResourceTypes.Pods, pod.Name).Owners);
        Assert.Single(cluster.Pods, other => other.Controller is not null && other.Name != pod.Name);
    }

    [Fact]
    public async Task Reconcile_refused_pod_is_tried_again_ever_more_slowly()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "0"}"""));
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 1));
        var before = cluster.Events("set").Count;

        await cluster.AdvanceAsync(TimeSpan.FromMilliseconds(25));
        var soon = cluster.Events("set").Count;
        await cluster.AdvanceAsync(TimeSpan.FromMilliseconds(25));

        Assert.True(soon > before, $"{before} attempts, after 25 ms {soon}");
        Assert.InRange(cluster.Events("set").Count - soon, 0, 1);
    }

    [Fact]
    public async Task Reconcile_replication_controller_works_alike()
    {
        await using var cluster = TestCluster.Start();

        await cluster.CreateAsync(ResourceTypes.ReplicationControllers, """
            {
                "metadata": {"name": "rc"},
                "spec": {
                    "replicas": 2,
                    "template": {"metadata": {"labels": {"app": "rc"}}, "spec": {"containers": [{"name": "main", "image": "image:1"}]}}
                }
            }
            """);

        Assert.Equal(2, cluster.Pods.Count);
        Assert.All(cluster.Pods, pod => Assert.Equal(("ReplicationController", "v1"), (pod.Controller!.Kind, pod.Controller.ApiVersion)));
        Assert.Equal(2, cluster.Status(ResourceTypes.ReplicationControllers, "rc").Number("replicas"));
    }

    [Fact]
    public async Task Reconcile_frozen_controller_catches_up()
    {
        await using var cluster = TestCluster.Start();
        cluster.Core.Loop.SetFrozen(["replicaset-controller"], true);
        await cluster.CreateAsync(ResourceTypes.ReplicaSets, Manifests.Workload("set", 1));
        Assert.Empty(cluster.Pods);

        cluster.Core.Loop.SetFrozen(["replicaset-controller"], false);
        await cluster.IdleAsync();

        Assert.Single(cluster.Pods);
    }
}
