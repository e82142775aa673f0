namespace Allocator.Embedded;

public sealed class RbacAuthorizerTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("get", "pods", "", true)]
    [InlineData("get", "pods", "log", true)]
    [InlineData("get", "pods", "exec", false)]
    [InlineData("delete", "pods", "", false)]
    [InlineData("get", "secrets", "", false)]
    [InlineData("get", "replicationcontrollers", "scale", true)]
    public void IsAllowed_goes_by_verb_resource_and_subresource(string verb, string resource, string subresource, bool isAllowed)
    {
        _cluster.Grant("jane", "get", "pods pods/log */scale");

        var request = new RequestAttributes(SteppedCluster.User("jane"), verb, "", "v1", resource, subresource, "shop", "x", null);

        Assert.Equal(isAllowed, _cluster.Authorizer.IsAllowed(request));
    }

    [Fact]
    public void IsAllowed_a_grant_holds_in_its_namespace_and_for_its_names()
    {
        _cluster.Grant("jane", "get", "secrets", names: "mine");

        Assert.True(_cluster.Authorizer.IsAllowed(Get("shop", "mine")));
        Assert.False(_cluster.Authorizer.IsAllowed(Get("shop", "yours")));
        Assert.False(_cluster.Authorizer.IsAllowed(Get("other", "mine")));
        Assert.False(_cluster.Authorizer.IsAllowed(Get("", "mine")));
    }

    [Fact]
    public void IsAllowed_a_removed_binding_grants_nothing()
    {
        _cluster.Grant("jane", "get", "secrets");
        Assert.True(_cluster.Authorizer.IsAllowed(Get("shop", "mine")));

        foreach (var binding in _cluster.Store.In(ResourceTypes.RoleBindings, "shop").ToList())
            _cluster.Operations.Delete(binding);

        Assert.False(_cluster.Authorizer.IsAllowed(Get("shop", "mine")));
    }

    [Theory]
    [InlineData("view", "list", "configmaps", true)]
    [InlineData("view", "list", "secrets", false)]
    [InlineData("edit", "create", "secrets", true)]
    [InlineData("edit", "create", "resourcequotas", false)]
    [InlineData("cluster-admin", "create", "resourcequotas", true)]
    public void Decide_a_service_account_has_the_built_in_role_it_is_bound_to(string role, string verb, string resource, bool isAllowed)
    {
        _cluster.Create(ResourceTypes.RoleBindings, "shop", "b", $$"""
            { "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "{{role}}" },
              "subjects": [ { "kind": "ServiceAccount", "name": "bot", "namespace": "shop" } ] }
            """);

        var decision = _cluster.Authorizer.Decide(new(
            SteppedCluster.User("system:serviceaccount:shop:bot"), verb, "", "v1", resource, "", "shop", "", null));

        Assert.Equal(isAllowed, decision.IsAllowed);
        Assert.Equal(
            isAllowed ? $"RBAC: allowed by RoleBinding \"b/shop\" of ClusterRole \"{role}\" to ServiceAccount \"bot/shop\"" : "", decision.Reason);
    }

    [Theory]
    [InlineData("/version", true, true)]
    [InlineData("/apis/apps/v1", true, false)]
    [InlineData("/metrics", false, false)]
    public void IsAllowed_a_path_goes_by_who_is_known(string path, bool authenticated, bool anonymous)
    {
        Assert.Equal(authenticated, _cluster.Authorizer.IsAllowed(new(SteppedCluster.User("jane"), "get", "", "", "", "", "", "", path)));
        Assert.Equal(anonymous, _cluster.Authorizer.IsAllowed(new(UserInfo.Anonymous, "get", "", "", "", "", "", "", path)));
    }

    [Theory]
    [InlineData("list", "", "secrets", "", "n", "", "secrets is forbidden: User \"x\" cannot list resource \"secrets\" in API group \"\" in the namespace \"n\"")]
    [InlineData("get", "", "secrets", "", "n", "s", "secrets \"s\" is forbidden: User \"x\" cannot get resource \"secrets\" in API group \"\" in the namespace \"n\"")]
    [InlineData("get", "apps", "deployments", "scale", "n", "d", "deployments.apps \"d\" is forbidden: User \"x\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"n\"")]
    [InlineData("list", "", "nodes", "", "", "", "nodes is forbidden: User \"x\" cannot list resource \"nodes\" in API group \"\" at the cluster scope")]
    public void Refuse_says_who_may_not_do_what(
        string verb, string group, string resource, string subresource, string place, string name, string message)
    {
        var refusal = _cluster.Authorizer.Refuse(new(SteppedCluster.User("x"), verb, group, "v1", resource, subresource, place, name, null));

        Assert.Equal((403, "Forbidden", message), (refusal.Code, refusal.Reason, refusal.Message));
        Assert.Equal(resource, refusal.Details!["kind"]!.GetValue<string>());
        Assert.Equal(name.Length > 0, refusal.Details.ContainsKey("name"));
    }

    [Fact]
    public void Refuse_names_roles_that_are_not_there()
    {
        _cluster.Create(ResourceTypes.RoleBindings, "shop", "b", """
            { "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "absent" },
              "subjects": [ { "apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "jane" } ] }
            """);

        Assert.EndsWith(
            "in the namespace \"shop\": RBAC: role.rbac.authorization.k8s.io \"absent\" not found",
            _cluster.Authorizer.Refuse(Get("shop", "mine")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_a_path_names_it() => Assert.Equal(
        "forbidden: User \"x\" cannot get path \"/x\"",
        _cluster.Authorizer.Refuse(new(SteppedCluster.User("x"), "get", "", "", "", "", "", "", "/x")).Message);

    private static RequestAttributes Get(string place, string name) =>
        new(SteppedCluster.User("jane"), "get", "", "v1", "secrets", "", place, name, null);
}
