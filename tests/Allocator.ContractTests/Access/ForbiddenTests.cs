namespace Allocator.Contract;

/// <summary>What the server answers to who may not.</summary>
public sealed class ForbiddenTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Message_names_user_verb_resource_group_and_namespace()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "message");

        var list = (await user.Api.GetAsync(ns.Path("secrets"))).ExpectFailure(403, "Forbidden");
        var delete = (await user.Api.DeleteAsync(ns.Path(Objects.Deployments, "d"))).ExpectFailure(403, "Forbidden");
        var log = (await user.Api.GetAsync(ns.Path("pods", "p/log"))).ExpectFailure(403, "Forbidden");

        Assert.Equal(
            $"secrets is forbidden: User \"{user.Name}\" cannot list resource \"secrets\" in API group \"\" in the namespace \"{ns.Name}\"",
            list.Message);
        Assert.Equal((null, "secrets"), (list.At("details.name"), list.At("details.kind")));
        Assert.Equal(
            $"deployments.apps \"d\" is forbidden: User \"{user.Name}\" cannot delete resource \"deployments\" in API group \"apps\" in the "
            + $"namespace \"{ns.Name}\"",
            delete.Message);
        Assert.Equal(("d", "apps", "deployments"), (delete.At("details.name"), delete.At("details.group"), delete.At("details.kind")));
        Assert.Equal(
            $"pods \"p\" is forbidden: User \"{user.Name}\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"{ns.Name}\"",
            log.Message);
    }

    [ContractFact]
    public async Task Message_of_other_verbs_names_them()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "verbs");
        var path = ns.Path("configmaps");

        var refused = new Dictionary<string, ApiAnswer>
        {
            ["create"] = await user.Api.PostAsync(path, Objects.ConfigMap("a")),
            ["update"] = await user.Api.PutAsync($"{path}/a", Objects.ConfigMap("a")),
            ["patch"] = await user.Api.MergePatchAsync($"{path}/a", "{}".ToObject()),
            ["deletecollection"] = await user.Api.DeleteAsync(path),
            ["watch"] = await user.Api.GetAsync($"{path}?watch=true"),
        };

        Assert.All(refused, pair => Assert.Contains(
            $"cannot {pair.Key} resource \"configmaps\" in API group \"\"",
            pair.Value.ExpectFailure(403, "Forbidden").Message, StringComparison.Ordinal));
    }

    [ContractFact]
    public async Task Message_without_a_namespace_says_at_the_cluster_scope()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "scope");

        var list = (await user.Api.GetAsync("api/v1/namespaces")).ExpectFailure(403, "Forbidden");
        var path = (await user.Api.GetAsync("metrics")).ExpectFailure(403, "Forbidden");

        Assert.Equal(
            $"namespaces is forbidden: User \"{user.Name}\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope",
            list.Message);
        Assert.Equal($"forbidden: User \"{user.Name}\" cannot get path \"/metrics\"", path.Message);
    }

    [ContractFact]
    public async Task Authorization_comes_before_anything_is_looked_up()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "order");

        (await user.Api.GetAsync(ns.Path("configmaps", "absent"))).ExpectFailure(403, "Forbidden");
        (await user.Api.PostAsync("api/v1/namespaces/no-such-namespace/configmaps", Objects.ConfigMap("Bad_Name"))).ExpectFailure(403, "Forbidden");
    }

    [ContractFact]
    public async Task Impersonation_acts_as_the_user_and_groups_if_the_caller_may()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "actor");

        var acted = (await ns.Api.GetAsync(ns.Path("secrets"), ("Impersonate-User", user.Name))).ExpectFailure(403, "Forbidden");
        (await ns.Api.GetAsync(ns.Path("secrets"), ("Impersonate-User", "bob"), ("Impersonate-Group", "system:masters"))).Expect(200);
        var refused = (await user.Api.GetAsync(ns.Path("secrets"), ("Impersonate-User", "bob"))).ExpectFailure(403, "Forbidden");

        Assert.StartsWith($"secrets is forbidden: User \"{user.Name}\" cannot list", acted.Message, StringComparison.Ordinal);
        Assert.Equal(
            $"users \"bob\" is forbidden: User \"{user.Name}\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
            refused.Message);
    }
}
