using System.Net;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Controllers that stand still.</summary>
public sealed class FreezeTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private const string Namespace = "/api/v1/namespaces/default";
    private const string Apps = "/apis/apps/v1/namespaces/default";

    [Fact]
    public async Task Frozen_deployment_controller_does_nothing_and_then_all_of_it()
    {
        var http = cluster.Http();
        var frozen = cluster.Faults.Freeze("deployment-controller");
        Assert.Equal(HttpStatusCode.Created, await CreateDeploymentAsync(http, "frozen"));
        await cluster.IdleAsync();
        Assert.Empty(await NamesAsync(http, $"{Apps}/replicasets", "frozen"));

        frozen.Dispose();
        await cluster.IdleAsync();

        Assert.Single(await NamesAsync(http, $"{Apps}/replicasets", "frozen"));
        Assert.Equal(2, (await NamesAsync(http, $"{Namespace}/pods", "frozen")).Count);
        Assert.Equal(2, (await http.GetJsonAsync($"{Apps}/deployments/frozen")).Member("status").Number("readyReplicas"));
    }

    [Fact]
    public async Task Frozen_garbage_collector_keeps_what_has_lost_its_owner()
    {
        var http = cluster.Http();
        using var owner = await http.CreateMapAsync("owner");
        var uid = (await owner.ReadAsync()).Member("metadata").Text("uid");
        (await http.CreateAsync(PlainRequests.ConfigMapsPath, $$"""
            { "metadata": { "name": "owned", "ownerReferences": [ { "apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "{{uid}}" } ] } }
            """)).Dispose();
        await cluster.IdleAsync();
        var frozen = cluster.Faults.FreezeGarbageCollector();
        Assert.Equal(HttpStatusCode.OK, await http.StatusAsync(HttpMethod.Delete, $"{PlainRequests.ConfigMapsPath}/owner"));
        await cluster.IdleAsync();
        Assert.True(await http.HasMapAsync("owned"));

        frozen.Dispose();
        await cluster.IdleAsync();

        Assert.False(await http.HasMapAsync("owned"));
    }

    [Fact]
    public async Task Frozen_kubelet_starts_stops_and_reports_nothing_until_it_is_released()
    {
        var ending = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Cluster.Images.Add("ending", async (_, _) => await ending.Task);
        var http = cluster.Http();
        await CreatePodAsync(http, "ending", "ending", "\"restartPolicy\": \"Never\"");
        await cluster.IdleAsync();
        Assert.Equal("Running", (await StatusAsync(http, "ending")).Text("phase"));
        var frozen = cluster.Faults.Freeze("kubelet");

        await CreatePodAsync(http, "starting", "idle");
        ending.SetResult(3);
        await cluster.IdleAsync();
        Assert.Equal("embedded", (await http.GetJsonAsync($"{Namespace}/pods/starting")).Member("spec").Text("nodeName"));
        Assert.False((await StatusAsync(http, "starting")).Has("containerStatuses"));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Running", (await StatusAsync(http, "ending")).Text("phase"));

        frozen.Dispose();
        await cluster.IdleAsync();

        Assert.Equal("Running", (await StatusAsync(http, "starting")).Text("phase"));
        var ended = await UntilEndedAsync(http, "ending");
        Assert.Equal(3, ended.Member("containerStatuses")[0].Member("state", "terminated").Number("exitCode"));
    }

    [Fact]
    public async Task Freeze_lasts_until_the_last_is_released()
    {
        var http = cluster.Http();
        var (first, all) = (cluster.Faults.Freeze("deployment-controller"), cluster.Faults.Freeze());
        await CreateDeploymentAsync(http, "twice");

        first.Dispose();
        first.Dispose();
        await cluster.IdleAsync();
        Assert.Empty(await NamesAsync(http, $"{Apps}/replicasets", "twice"));
        all.Dispose();
        await cluster.IdleAsync();

        Assert.Single(await NamesAsync(http, $"{Apps}/replicasets", "twice"));
    }

    [Fact]
    public async Task Frozen_account_controller_makes_no_account_for_a_pod_either()
    {
        const string pods = "/api/v1/namespaces/bare/pods";
        const string pod = """{ "metadata": { "name": "web" }, "spec": { "containers": [ { "name": "main", "image": "idle" } ] } }""";
        var http = cluster.Http();
        using (cluster.Faults.Freeze("serviceaccount-controller"))
        {
            (await http.CreateAsync("/api/v1/namespaces", """{ "metadata": { "name": "bare" } }""")).Dispose();
            await cluster.IdleAsync();
            using var refused = await http.CreateAsync(pods, pod);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal(
                "pods \"web\" is forbidden: error looking up service account bare/default: serviceaccount \"default\" not found",
                (await refused.ReadAsync()).Text("message"));
        }

        await cluster.IdleAsync();

        using var created = await http.CreateAsync(pods, pod);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public void Freeze_of_an_unknown_controller_names_those_there_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => cluster.Faults.Freeze("deployments"));

        Assert.StartsWith("There is no controller 'deployments'; there are ", refusal.Message, StringComparison.Ordinal);
        Assert.All(
            ["kubelet", "scheduler", "garbage-collector", "deployment-controller", "statefulset-controller", "job-controller"],
            name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        Assert.Equal(cluster.Faults.Controllers.Distinct(), cluster.Faults.Controllers);
    }

    private static Task<HttpStatusCode> CreateDeploymentAsync(HttpClient http, string name) => http.StatusAsync(HttpMethod.Post, $"{Apps}/deployments", $$"""
        { "metadata": { "name": "{{name}}" }, "spec": { "replicas": 2, "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": { "metadata": { "labels": { "app": "{{name}}" } }, "spec": { "containers": [ { "name": "main", "image": "idle" } ] } } } }
        """);

    private static async Task CreatePodAsync(HttpClient http, string name, string image, string spec = "\"restartPolicy\": \"Always\"")
    {
        using var response = await http.CreateAsync($"{Namespace}/pods", $$"""
            { "metadata": { "name": "{{name}}" }, "spec": { "containers": [ { "name": "main", "image": "{{image}}" } ], {{spec}} } }
            """);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static async Task<JsonElement> StatusAsync(HttpClient http, string pod) => (await http.GetJsonAsync($"{Namespace}/pods/{pod}")).Member("status");

    // The code of a container ends when it likes.
    private async Task<JsonElement> UntilEndedAsync(HttpClient http, string pod)
    {
        while (true)
        {
            await cluster.IdleAsync();
            if (await StatusAsync(http, pod) is var status && status.Text("phase") is ("Failed" or "Succeeded"))
                return status;
        }
    }

    private static async Task<List<string>> NamesAsync(HttpClient http, string path, string app) =>
        [.. (await http.GetJsonAsync($"{path}?labelSelector=app%3D{app}")).Member("items").Elements().Select(item => item.Member("metadata").Text("name"))];
}
