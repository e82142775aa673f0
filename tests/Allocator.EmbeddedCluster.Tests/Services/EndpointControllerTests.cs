using System.Text.Json;

namespace Allocator.Embedded;

public sealed class EndpointControllerTests
{
    [Fact]
    public async Task Reconcile_pods_are_ready_or_not()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Services, Manifests.Service("web"));
        var (ready, notReady) = (cluster.Create(ResourceTypes.Pods, Manifests.Pod("a")), cluster.Create(ResourceTypes.Pods, Manifests.Pod("b")));
        cluster.Create(ResourceTypes.Pods, Manifests.Pod("pending"));
        cluster.SetRunning(ready);
        cluster.SetRunning(notReady, isReady: false);
        await cluster.IdleAsync();

        var subset = Assert.Single(Subsets(cluster, "web"));
        var address = Assert.Single(subset.Member("addresses").Elements());
        Assert.Equal(("127.77.0.1", "node1"), (address.Text("ip"), address.Text("nodeName")));
        var target = address.Member("targetRef");
        Assert.Equal(("Pod", "a", ready.Uid), (target.Text("kind"), target.Text("name"), target.Text("uid")));
        Assert.Equal(["127.77.0.2"], Addresses(subset, "notReadyAddresses"));
        Assert.Equal("""[{"port":8080,"protocol":"TCP"}]""", subset.Member("ports").GetRawText());
        await cluster.DeleteAsync(cluster.Get(ResourceTypes.Pods, "a"));
        Assert.Empty(Addresses(Assert.Single(Subsets(cluster, "web")), "addresses"));
    }

    [Fact]
    public async Task Reconcile_headless_service_without_ports_has_addresses_with_host_names()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Services, Manifests.Service("peers", """ "clusterIP": "None", "publishNotReadyAddresses": true"""));
        var pod = cluster.Create(ResourceTypes.Pods, Manifests.Pod("a", spec: """ "hostname": "first", "subdomain": "peers" """));
        cluster.SetRunning(pod, isReady: false);
        await cluster.IdleAsync();

        var subset = Assert.Single(Subsets(cluster, "peers"));
        Assert.Equal("first", subset.Member("addresses")[0].Text("hostname"));
        Assert.False(subset.Has("ports"));
        Assert.Equal("", cluster.Get(ResourceTypes.Endpoints, "peers").Labels["service.kubernetes.io/headless"]);
    }

    [Fact]
    public async Task Reconcile_named_port_that_only_some_pods_have_makes_another_subset()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Services, Manifests.Service(
            "web", """ "ports": [{"name": "a", "port": 80, "targetPort": "http"}, {"name": "b", "port": 81, "targetPort": 9090}]"""));
        cluster.SetRunning(cluster.Create(ResourceTypes.Pods, Manifests.Pod("a")));
        cluster.SetRunning(cluster.Create(ResourceTypes.Pods, """
            {"metadata": {"name": "b", "labels": {"app": "web"}}, "spec": {"containers": [{"name": "main", "image": "image:1"}]}}
            """));
        await cluster.IdleAsync();

        Assert.Equal(
            ["a:127.77.0.1", "b:127.77.0.1,127.77.0.2"],
            Subsets(cluster, "web").Select(subset => $"{subset.Member("ports")[0].Text("name")}:{string.Join(",", Addresses(subset, "addresses"))}"));
    }

    [Fact]
    public async Task Reconcile_service_is_deleted_its_endpoints_go()
    {
        await using var cluster = TestCluster.Start();
        var service = await cluster.CreateAsync(ResourceTypes.Services, Manifests.Service("web"));
        Assert.NotNull(cluster.Find(ResourceTypes.Endpoints, "web"));

        await cluster.DeleteAsync(service);

        Assert.Null(cluster.Find(ResourceTypes.Endpoints, "web"));
    }

    [Fact]
    public async Task Reconcile_endpoints_of_a_service_without_selector_are_left_alone()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.Endpoints, """
            {"metadata": {"name": "own"}, "subsets": [{"addresses": [{"ip": "127.77.1.1"}], "ports": [{"port": 1}]}]}
            """);

        await cluster.CreateAsync(ResourceTypes.Services, """{"metadata": {"name": "own"}, "spec": {"ports": [{"port": 1}]}}""");

        Assert.Equal(["127.77.1.1"], Addresses(Assert.Single(Subsets(cluster, "own")), "addresses"));
    }

    [Fact]
    public async Task Reconcile_pod_gets_the_label_that_is_selected_it_is_behind_the_service()
    {
        await using var cluster = TestCluster.Start();
        await cluster.CreateAsync(ResourceTypes.Services, Manifests.Service("web"));
        var pod = cluster.Create(ResourceTypes.Pods, Manifests.Pod("bare", labels: "{}"));
        cluster.SetRunning(pod);
        await cluster.IdleAsync();
        Assert.Empty(Subsets(cluster, "web"));

        await cluster.PatchAsync(cluster.Get(ResourceTypes.Pods, "bare"), obj => obj.Child("metadata").Child("labels")["app"] = "web");

        Assert.Equal(["127.77.0.1"], Addresses(Assert.Single(Subsets(cluster, "web")), "addresses"));
    }

    private static IEnumerable<JsonElement> Subsets(TestCluster cluster, string name) =>
        cluster.Get(ResourceTypes.Endpoints, name).Json.Member("subsets").Elements();

    private static IEnumerable<string> Addresses(JsonElement subset, string member) =>
        subset.Member(member).Elements().Select(address => address.Text("ip"));
}
