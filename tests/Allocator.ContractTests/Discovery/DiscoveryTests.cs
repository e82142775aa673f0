using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class DiscoveryTests(ContractCluster cluster)
{
    private static readonly string[] s_all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    private async Task<JsonNode> ResourceAsync(string groupVersion, string name) =>
        (await cluster.Api.GetAsync(groupVersion)).Expect(200).Json["resources"]!.AsArray().Single(resource => resource.At("name") == name)!;

    [ContractFact]
    public async Task Api_lists_the_core_version()
    {
        var versions = (await cluster.Api.GetAsync("api")).Expect(200);

        Assert.Equal("APIVersions", versions.At("kind"));
        Assert.Equal(["v1"], versions.Strings("versions"));
    }

    [ContractFact]
    public async Task Apis_lists_the_groups_with_their_preferred_versions()
    {
        var groups = (await cluster.Api.GetAsync("apis")).Expect(200);

        Assert.Equal(("APIGroupList", "v1"), (groups.At("kind"), groups.At("apiVersion")));
        var preferred = groups.Json["groups"]!.AsArray().ToDictionary(group => group.At("name")!, group => group.At("preferredVersion.groupVersion"));
        foreach (var group in new[]
        {
            "apps", "batch", "coordination.k8s.io", "rbac.authorization.k8s.io", "authorization.k8s.io", "authentication.k8s.io",
            "apiextensions.k8s.io",
        })
        {
            Assert.Equal($"{group}/v1", preferred[group]);
        }
    }

    [ContractFact]
    public async Task Apis_of_a_group_lists_its_versions()
    {
        var group = (await cluster.Api.GetAsync("apis/apps")).Expect(200);

        Assert.Equal(("APIGroup", "v1", "apps"), (group.At("kind"), group.At("apiVersion"), group.At("name")));
        Assert.Equal(
            ("apps/v1", "v1", "v1"), (group.At("versions.0.groupVersion"), group.At("versions.0.version"), group.At("preferredVersion.version")));
    }

    [ContractFact]
    public async Task Core_version_lists_kinds_scopes_verbs_and_short_names()
    {
        var list = (await cluster.Api.GetAsync("api/v1")).Expect(200);
        Assert.Equal(("APIResourceList", "v1"), (list.At("kind"), list.At("groupVersion")));

        foreach (var (name, kind, namespaced, shortName) in new[]
        {
            ("pods", "Pod", true, "po"), ("configmaps", "ConfigMap", true, "cm"), ("events", "Event", true, "ev"),
            ("persistentvolumeclaims", "PersistentVolumeClaim", true, "pvc"), ("persistentvolumes", "PersistentVolume", false, "pv"),
            ("nodes", "Node", false, "no"), ("namespaces", "Namespace", false, "ns"), ("services", "Service", true, "svc"),
            ("serviceaccounts", "ServiceAccount", true, "sa"), ("resourcequotas", "ResourceQuota", true, "quota"),
        })
        {
            var resource = await ResourceAsync("api/v1", name);

            Assert.Equal((kind, namespaced, shortName), (resource.At("kind"), resource["namespaced"]!.GetValue<bool>(), resource.At("shortNames.0")));
            Assert.Equal(name is "services" or "namespaces" ? s_all.Except(["deletecollection"]) : s_all, resource.Strings("verbs"));
        }
    }

    [ContractFact]
    public async Task Core_version_lists_the_subresources_of_pods()
    {
        Assert.Equal(["get"], (await ResourceAsync("api/v1", "pods/log")).Strings("verbs"));
        Assert.Equal(["get", "patch", "update"], (await ResourceAsync("api/v1", "pods/status")).Strings("verbs"));
        Assert.Equal(["create", "get"], (await ResourceAsync("api/v1", "pods/exec")).Strings("verbs"));
        Assert.Equal(["create", "get"], (await ResourceAsync("api/v1", "pods/portforward")).Strings("verbs"));
        Assert.Equal("TokenRequest", (await ResourceAsync("api/v1", "serviceaccounts/token")).At("kind"));
    }

    [ContractFact]
    public async Task Group_versions_list_the_workloads_and_their_scale()
    {
        foreach (var (name, kind, shortName) in new[]
        {
            ("deployments", "Deployment", "deploy"), ("statefulsets", "StatefulSet", "sts"), ("replicasets", "ReplicaSet", "rs"),
        })
        {
            var resource = await ResourceAsync("apis/apps/v1", name);
            var scale = await ResourceAsync("apis/apps/v1", $"{name}/scale");

            Assert.Equal(
                (kind, "true", shortName, "all"),
                (resource.At("kind"), resource.At("namespaced"), resource.At("shortNames.0"), resource.At("categories.0")));
            Assert.Equal(s_all, resource.Strings("verbs"));
            Assert.Equal(("Scale", "autoscaling", "v1"), (scale.At("kind"), scale.At("group"), scale.At("version")));
            Assert.Equal(["get", "patch", "update"], scale.Strings("verbs"));
        }

        Assert.Equal("Job", (await ResourceAsync("apis/batch/v1", "jobs")).At("kind"));
        Assert.Equal("Lease", (await ResourceAsync("apis/coordination.k8s.io/v1", "leases")).At("kind"));
    }

    [ContractFact]
    public async Task Reviews_can_only_be_created()
    {
        Assert.Equal(["create"], (await ResourceAsync("apis/authorization.k8s.io/v1", "selfsubjectaccessreviews")).Strings("verbs"));
        Assert.Equal(["create"], (await ResourceAsync("apis/authentication.k8s.io/v1", "tokenreviews")).Strings("verbs"));
    }

    [ContractFact]
    public async Task Unknown_group_answers_404_as_text()
    {
        foreach (var path in new[] { "apis/no-such-group", "apis/example.invalid/v1", "apis/example.invalid/v1/things" })
        {
            var answer = (await cluster.Api.GetAsync(path)).Expect(404);

            Assert.Equal("404 page not found\n", answer.Text);
        }
    }

    [ContractFact]
    public async Task Unknown_version_or_resource_of_a_known_group_answers_404_as_a_Status()
    {
        foreach (var path in new[]
        {
            "apis/apps/v9", "apis/apps/v1/nothings", "api/v2", "api/v1/nothings", "api/v1/namespaces/default/nothings",
            "api/v1/namespaces/default/pods/a/nothing",
        })
        {
            var answer = (await cluster.Api.GetAsync(path)).ExpectFailure(404, "NotFound");

            Assert.Equal("the server could not find the requested resource", answer.Message);
        }
    }

    [ContractFact]
    public async Task Method_that_a_path_does_not_have_answers_405()
    {
        (await cluster.Api.PutAsync("api/v1/namespaces/default/configmaps", new JsonObject())).ExpectFailure(405, "MethodNotAllowed");
        (await cluster.Api.PutAsync("version", new JsonObject())).ExpectFailure(405, "MethodNotAllowed");
    }

    [ContractFact]
    public async Task Health_checks_answer_ok()
    {
        foreach (var path in new[] { "healthz", "livez", "readyz" })
            Assert.Equal("ok", (await cluster.Api.GetAsync(path)).Expect(200).Text);
    }

    [ContractFact]
    public async Task OpenAPI_defines_the_kinds()
    {
        var document = (await cluster.Api.GetAsync("openapi/v2")).Expect(200);

        Assert.Equal("2.0", document.At("swagger"));
        var lease = document.Json["definitions"]!["io.k8s.api.coordination.v1.Lease"]!;
        Assert.Equal("object", lease.At("type"));
        Assert.NotNull(lease["properties"]!["spec"]);
    }
}
