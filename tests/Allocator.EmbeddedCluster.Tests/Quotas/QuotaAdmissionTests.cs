using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class QuotaAdmissionTests
{
    [Fact]
    public async Task Admit_no_room_left_is_forbidden_and_says_what()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "1", "requests.cpu": "1"}"""));
        cluster.Create(ResourceTypes.Pods, WithCpu("first", "100m"));

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.Pods, WithCpu("second", "1500m")));

        Assert.Equal((403, "Forbidden"), (refusal.Code, refusal.Reason));
        Assert.Equal(
            "pods \"second\" is forbidden: exceeded quota: q, " +
            "requested: pods=1,requests.cpu=1500m, used: pods=1,requests.cpu=100m, limited: pods=1,requests.cpu=1",
            refusal.Message);
    }

    [Fact]
    public async Task Admit_only_what_is_exceeded_is_named()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"persistentvolumeclaims": "5", "requests.storage": "1536Mi"}"""));
        cluster.Create(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("a"));

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.PersistentVolumeClaims, Manifests.Claim("b")));

        Assert.Equal(
            "persistentvolumeclaims \"b\" is forbidden: exceeded quota: q, " +
            "requested: requests.storage=1Gi, used: requests.storage=1Gi, limited: requests.storage=1536Mi",
            refusal.Message);
    }

    [Fact]
    public async Task Admit_container_does_not_say_what_is_limited_is_forbidden()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"requests.cpu": "1", "limits.memory": "1Gi"}"""));

        var refusal = Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.Pods, WithCpu("pod", "100m")));

        Assert.Equal("pods \"pod\" is forbidden: failed quota: q: must specify limits.memory", refusal.Message);
    }

    [Theory]
    [InlineData("count/deployments.apps")]
    [InlineData("count/leases.coordination.k8s.io")]
    [InlineData("count/widgets.example.com")]
    public async Task Admit_objects_of_every_kind_can_be_counted(string resource)
    {
        await using var cluster = TestCluster.Start();
        var widgets = new KindDefinition(new("example.com", "v1", "Widget", "widgets", true)) { Rules = new AnyRules() };
        cluster.Core.Kinds.Add(widgets);
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", $$"""{"{{resource}}": "1"}"""));
        var kind = cluster.Core.Kinds.All.Single(kind => $"count/{kind.Type.ResourceName}" == resource);
        StoredObject Create(string name)
        {
            var obj = JsonNode.Parse(Manifests.Workload(name, 1))!.AsObject();
            obj.Child("spec").Remove("replicas");
            return cluster.Operations.Create(kind, TestCluster.Namespace, obj, WriteContext.System);
        }

        Create("a");

        var refusal = Assert.Throws<ApiException>(() => Create("b"));

        Assert.EndsWith(
            $"exceeded quota: q, requested: {resource}=1, used: {resource}=1, limited: {resource}=1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admit_status_is_exact_at_once_and_follows_what_goes()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "3", "count/pods": "3"}"""));

        cluster.Create(ResourceTypes.Pods, Manifests.Pod("a"));
        var ended = cluster.Create(ResourceTypes.Pods, Manifests.Pod("b"));
        Assert.Equal(("2", "2"), Used(cluster));
        cluster.SetEnded(ended, hasSucceeded: true);
        await cluster.IdleAsync();
        Assert.Equal(("1", "2"), Used(cluster));
        await cluster.DeleteAsync(cluster.Get(ResourceTypes.Pods, "a"));
        Assert.Equal(("0", "1"), Used(cluster));
        Assert.Equal("3", cluster.Status(ResourceTypes.ResourceQuotas, "q").Member("hard").Text("pods"));
    }

    [Fact]
    public async Task Admit_what_is_refused_later_is_not_charged()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"pods": "1", "count/pods": "1"}"""));
        Assert.Throws<ApiException>(() => cluster.Create(ResourceTypes.Pods, """{"metadata": {"name": "bad"}, "spec": {"containers": []}}"""));

        cluster.Create(ResourceTypes.Pods, Manifests.Pod("good"));
        await cluster.IdleAsync();

        Assert.Equal(("1", "1"), Used(cluster));
    }

    [Fact]
    public async Task Admit_many_at_once_never_more_than_allowed()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"configmaps": "10"}"""));
        var refused = 0;

        Parallel.For(0, 100, i =>
        {
            try
            {
                cluster.Create(ResourceTypes.ConfigMaps, $$$"""{"metadata": {"name": "c{{{i}}}"}}""");
            }
            catch (ApiException e) when (e.Code == 403)
            {
                Interlocked.Increment(ref refused);
            }
        });

        Assert.Equal((10, 90), (cluster.All(ResourceTypes.ConfigMaps).Count, refused));
    }

    [Fact]
    public async Task Admit_dry_run_charges_nothing()
    {
        await using var cluster = TestCluster.Start();
        cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", """{"configmaps": "1"}"""));
        await cluster.IdleAsync();

        cluster.Operations.Create(
            cluster.Core.Kinds.Of(ResourceTypes.ConfigMaps),
            TestCluster.Namespace,
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "c" } },
            WriteContext.System with { DryRun = true });

        Assert.Equal("0", cluster.Status(ResourceTypes.ResourceQuotas, "q").Member("used").Text("configmaps"));
    }

    [Theory]
    [InlineData("services.nodeports")]
    [InlineData("requests.ephemeral-storage")]
    [InlineData("fast.storageclass.storage.k8s.io/requests.storage")]
    public async Task Admit_quota_of_what_cannot_be_limited_is_not_implemented(string resource)
    {
        await using var cluster = TestCluster.Start();

        var refusal = Assert.Throws<ApiException>(
            () => cluster.Create(ResourceTypes.ResourceQuotas, Manifests.Quota("q", $$"""{"{{resource}}": "1"}""")));

        Assert.Equal((501, $"a quota of {resource} is not supported by the embedded cluster"), (refusal.Code, refusal.Message));
    }

    private static (string Pods, string Count) Used(TestCluster cluster)
    {
        var used = cluster.Status(ResourceTypes.ResourceQuotas, "q").Member("used");
        return (used.Text("pods"), used.Text("count/pods"));
    }

    private static string WithCpu(string name, string cpu) => $$$"""
        {
            "metadata": {"name": "{{{name}}}"},
            "spec": {"containers": [{"name": "main", "image": "image:1", "resources": {"requests": {"cpu": "{{{cpu}}}" } } }] }
        }
        """;

    private sealed class AnyRules : KindRules;
}
