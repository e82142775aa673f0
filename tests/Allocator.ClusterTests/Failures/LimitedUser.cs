using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Users who have the documented role but for some of its rights.</summary>
internal static class LimitedUser
{
    /// <summary>Makes a user whose role lacks verbs on one resource.</summary>
    /// <returns>The user's kubeconfig.</returns>
    public static async Task<string> WithoutAsync(ClusterFixture cluster, string name, string group, string resource, params string[] verbs)
    {
        var role = await cluster.Admin.GetJsonAsync("role", "allocator");
        role["metadata"] = new JsonObject { ["name"] = name };
        role["rules"] = new JsonArray([.. role["rules"]!.AsArray().SelectMany(rule => Without(rule!.AsObject(), group, resource, verbs))]);
        await cluster.Admin.ExecuteAsync(["create", "-f", "-"], role.ToJsonString(), TestContext.Current.CancellationToken);
        await cluster.Admin.CreateAsync("serviceaccount", name);
        await cluster.Admin.CreateAsync("rolebinding", name, $"--role={name}", $"--serviceaccount={cluster.Namespace}:{name}");
        var kubeconfig = await KubeconfigAsync(cluster, name, await RequestTokenAsync(cluster, name));
        await new Kubectl(kubeconfig, cluster.Namespace, Path.GetDirectoryName(kubeconfig)!).UntilAllowedAsync();
        return kubeconfig;
    }

    /// <summary>The run's kubeconfig with another token.</summary>
    public static async Task<string> KubeconfigAsync(ClusterFixture cluster, string name, string token)
    {
        var config = JsonNode.Parse(await File.ReadAllTextAsync(cluster.Kubeconfig, TestContext.Current.CancellationToken))!;
        config["users"]![0]!["user"] = new JsonObject { ["token"] = token };
        var path = Path.Combine(Path.GetDirectoryName(cluster.Kubeconfig)!, name);
        await File.WriteAllTextAsync(path, config.ToJsonString(), TestContext.Current.CancellationToken);
        return path;
    }

    private static IEnumerable<JsonNode> Without(JsonObject rule, string group, string resource, string[] verbs)
    {
        var resources = rule["resources"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        if (!resources.Contains(resource) || rule["apiGroups"]![0]!.GetValue<string>() != group)
            return [rule.DeepClone()];

        var left = rule["verbs"]!.AsArray().Select(verb => verb!.GetValue<string>()).Except(verbs).ToList();
        var others = Change(rule, "resources", resources.Except([resource]));
        var less = Change(Change(rule, "resources", [resource]), "verbs", left);
        return new[] { others, less }.Where(changed => changed["resources"]!.AsArray().Count > 0 && changed["verbs"]!.AsArray().Count > 0);
    }

    private static JsonObject Change(JsonObject rule, string field, IEnumerable<string> values)
    {
        var copy = rule.DeepClone().AsObject();
        copy[field] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        return copy;
    }

    private static async Task<string> RequestTokenAsync(ClusterFixture cluster, string account)
    {
        const string request = """{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 3600}}""";
        var path = $"/api/v1/namespaces/{cluster.Namespace}/serviceaccounts/{account}/token";
        var answer = await cluster.Admin.ExecuteAsync(["create", "--raw", path, "-f", "-"], request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer)!["status"]!["token"]!.GetValue<string>();
    }
}
