namespace Allocator.Embedded;

public sealed class DaemonSetControllerTests
{
    [Fact]
    public async Task Reconcile_each_node_gets_a_pod()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent"));

        var pod = cluster.Pods.Single();
        var hash = cluster.All(ResourceTypes.ControllerRevisions).Single().Labels["controller-revision-hash"];
        Assert.Equal("node1", pod.NodeName());
        Assert.Equal(
            new Dictionary<string, string> { ["app"] = "web", ["controller-revision-hash"] = hash, ["pod-template-generation"] = "1" }, pod.Labels);
        await cluster.RunPodsAsync();
        Assert.Equal(
            """{"currentNumberScheduled":1,"numberMisscheduled":0,"desiredNumberScheduled":1,"numberReady":1""" +
            ""","observedGeneration":1,"updatedNumberScheduled":1,"numberAvailable":1}""",
            cluster.Status(ResourceTypes.DaemonSets, "agent").GetRawText());
        await cluster.CreateAsync(ResourceTypes.Nodes, """{"metadata": {"name": "node2"}}""");
        Assert.Equal(["node1", "node2"], cluster.Pods.Select(PodFacts.NodeName).Order());
    }

    [Fact]
    public async Task Reconcile_node_that_is_not_selected_gets_none()
    {
        await using var cluster = TestCluster.Start();

        await cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent", """ "nodeSelector": {"disk": "slow"}"""));

        Assert.Empty(cluster.Pods);
        Assert.Equal(0, cluster.Status(ResourceTypes.DaemonSets, "agent").Number("desiredNumberScheduled"));
        await cluster.PatchAsync(cluster.Get(ResourceTypes.Nodes, "node1"), obj => obj.Child("metadata").Child("labels")["disk"] = "slow");
        Assert.Single(cluster.Pods);
    }

    [Fact]
    public async Task Reconcile_new_template_replaces_the_pod_once_the_old_one_has_gone()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.DaemonSets, Manifests.DaemonSet("agent"));
        await cluster.RunPodsAsync();
        var old = cluster.Pods.Single();

        await cluster.PatchAsync(
            cluster.Get(ResourceTypes.DaemonSets, "agent"),
            obj => obj.Child("spec").Child("template").Child("spec").Array("containers")![0]!["image"] = "image:2");
        Assert.True(cluster.Pods.Single().IsTerminating);
        await cluster.RunPodsAsync();

        Assert.NotEqual(old.Uid, cluster.Pods.Single().Uid);
        Assert.Equal("2", cluster.Pods.Single().Labels["pod-template-generation"]);
        Assert.Equal(
            ["SuccessfulCreate", "SuccessfulDelete", "SuccessfulCreate"], cluster.Events("agent").Select(told => told.Split(':')[0]));
    }
}
