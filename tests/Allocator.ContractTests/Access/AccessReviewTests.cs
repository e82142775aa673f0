using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class AccessReviewTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Rbac = "rbac.authorization.k8s.io/v1";

    [ContractFact]
    public async Task Role_allows_its_verbs_on_its_resources_in_its_namespace()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "verbs");
        await user.GrantAsync(
            "verbs",
            """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list"]}]""",
            """{"verb": "get", "resource": "configmaps"}""");

        Assert.True(await user.MayAsync("""{"verb": "list", "resource": "configmaps"}"""));
        Assert.False(await user.MayAsync("""{"verb": "delete", "resource": "configmaps"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "secrets"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "group": "apps", "resource": "configmaps"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "configmaps", "namespace": "default"}"""));
        (await user.Api.GetAsync(ns.Path("configmaps"))).Expect(200);
        (await user.Api.PostAsync(ns.Path("configmaps"), Objects.ConfigMap("a"))).ExpectFailure(403, "Forbidden");
    }

    [ContractFact]
    public async Task Review_of_what_is_allowed_says_by_which_binding()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "reason");
        await user.GrantAsync(
            "reason", """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}]""", """{"verb": "get", "resource": "configmaps"}""");

        var review = await user.ReviewAsync("""{"verb": "get", "resource": "configmaps"}""");

        Assert.Equal(
            $"RBAC: allowed by RoleBinding \"reason/{ns.Name}\" of Role \"reason\" to ServiceAccount \"reason/{ns.Name}\"",
            review.At("status.reason"));
    }

    [ContractFact]
    public async Task Rule_with_resourceNames_allows_only_those()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "names");
        await user.GrantAsync(
            "names",
            """[{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["only"], "verbs": ["get"]}]""",
            """{"verb": "get", "resource": "secrets", "name": "only"}""");

        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "secrets", "name": "other"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "secrets"}"""));
        (await user.Api.GetAsync(ns.Path("secrets", "only"))).ExpectFailure(404, "NotFound");
        (await user.Api.GetAsync(ns.Path("secrets", "other"))).ExpectFailure(403, "Forbidden");
    }

    [ContractFact]
    public async Task Rule_of_a_subresource_allows_only_that()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "subresource");
        await user.GrantAsync(
            "subresource",
            """[{"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]}]""",
            """{"verb": "get", "resource": "pods", "subresource": "log"}""");

        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "pods"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "resource": "pods", "subresource": "exec"}"""));
    }

    [ContractFact]
    public async Task Wildcards_allow_every_verb_resource_and_subresource_of_the_group()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "wild");
        await user.GrantAsync(
            "wild",
            """[{"apiGroups": ["apps"], "resources": ["*"], "verbs": ["*"]}]""",
            """{"verb": "get", "group": "apps", "resource": "deployments"}""");

        Assert.True(await user.MayAsync("""{"verb": "deletecollection", "group": "apps", "resource": "statefulsets"}"""));
        Assert.True(await user.MayAsync("""{"verb": "patch", "group": "apps", "resource": "deployments", "subresource": "scale"}"""));
        Assert.False(await user.MayAsync("""{"verb": "get", "group": "batch", "resource": "jobs"}"""));
    }

    [ContractFact]
    public async Task ClusterRole_bound_by_a_RoleBinding_allows_in_the_namespace_and_by_a_ClusterRoleBinding_everywhere()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "cluster");
        var role = Objects.Of(
            Rbac, "ClusterRole", ns.Name, """{"rules": [{"apiGroups": [""], "resources": ["secrets", "nodes"], "verbs": ["list"]}]}""");
        (await ns.Api.PostAsync($"apis/{Rbac}/clusterroles", role)).Expect(201);
        await user.BindAsync("cluster", "ClusterRole", ns.Name);
        await user.UntilAllowedAsync("""{"verb": "list", "resource": "secrets"}""");
        var before = await user.MayAsync("""{"verb": "list", "resource": "secrets", "namespace": ""}""");

        var binding = Objects.Of(Rbac, "ClusterRoleBinding", ns.Name, $$"""
            {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "{{ns.Name}}"},
             "subjects": [{"kind": "Group", "apiGroup": "rbac.authorization.k8s.io", "name": "system:serviceaccounts:{{ns.Name}}"}]}
            """);
        (await ns.Api.PostAsync($"apis/{Rbac}/clusterrolebindings", binding)).Expect(201);

        Assert.False(before);
        await RawApi.UntilAsync(
            "the binding",
            () => user.ReviewSelfAsync("""{"verb": "list", "resource": "nodes", "namespace": ""}"""),
            answer => answer.At("status.allowed") == "true");
        (await user.Api.GetAsync("api/v1/nodes")).Expect(200);
        // The name alone does not tell the groups.
        Assert.False(await user.MayAsync("""{"verb": "list", "resource": "nodes", "namespace": ""}"""));
        (await ns.Api.DeleteAsync($"apis/{Rbac}/clusterrolebindings/{ns.Name}")).Expect(200);
        (await ns.Api.DeleteAsync($"apis/{Rbac}/clusterroles/{ns.Name}")).Expect(200);
    }

    [ContractFact]
    public async Task SelfSubjectAccessReview_is_about_the_caller()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "self");
        await user.GrantAsync(
            "self", """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}]""", """{"verb": "get", "resource": "configmaps"}""");

        var allowed = await user.ReviewSelfAsync("""{"verb": "get", "resource": "configmaps"}""");
        var refused = await user.ReviewSelfAsync("""{"verb": "delete", "resource": "configmaps"}""");

        Assert.Equal(("SelfSubjectAccessReview", "true"), (allowed.At("kind"), allowed.At("status.allowed")));
        Assert.Equal(("false", null), (refused.At("status.allowed"), refused.At("status.reason")));
    }

    [ContractFact]
    public async Task LocalSubjectAccessReview_is_about_its_namespace()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "local");
        await user.GrantAsync(
            "local", """[{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}]""", """{"verb": "get", "resource": "configmaps"}""");
        var path = $"apis/authorization.k8s.io/v1/namespaces/{ns.Name}/localsubjectaccessreviews";
        JsonObject Local(string access)
        {
            var review = user.Review("LocalSubjectAccessReview", access);
            review["metadata"]!["namespace"] = ns.Name;
            return review;
        }

        var allowed = (await ns.Api.PostAsync(path, Local("""{"verb": "get", "resource": "configmaps"}"""))).Expect(201);
        var other = (await ns.Api.PostAsync(path, Local("""{"verb": "get", "resource": "configmaps", "namespace": "default"}"""))).Expect(422);

        Assert.Equal("true", allowed.At("status.allowed"));
        Assert.Contains("spec.resourceAttributes.namespace", other.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task SubjectAccessReview_of_a_group_counts_its_bindings()
    {
        var review = (await ns.Api.PostAsync("apis/authorization.k8s.io/v1/subjectaccessreviews", Objects.Of(
            "authorization.k8s.io/v1", "SubjectAccessReview", null, """
            {"spec": {"user": "nobody", "groups": ["system:masters"], "resourceAttributes": {"verb": "get", "resource": "secrets"} } }
            """))).Expect(201);

        Assert.Equal("true", review.At("status.allowed"));
    }

    [ContractFact]
    public async Task SubjectAccessReview_itself_needs_a_right()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "curious");

        var refused = (await user.Api.PostAsync(
            "apis/authorization.k8s.io/v1/subjectaccessreviews", user.Review("SubjectAccessReview", """{"verb": "get", "resource": "configmaps"}""")))
            .ExpectFailure(403, "Forbidden");

        Assert.StartsWith("subjectaccessreviews.authorization.k8s.io is forbidden: ", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task SelfSubjectRulesReview_lists_the_rules_of_the_caller_in_a_namespace()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "rules");
        await user.GrantAsync(
            "rules",
            """[{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["only"], "verbs": ["get"]}]""",
            """{"verb": "get", "resource": "secrets", "name": "only"}""");
        JsonObject Rules(string space) =>
            Objects.Of("authorization.k8s.io/v1", "SelfSubjectRulesReview", null, $$$"""{"spec": {"namespace": "{{{space}}}"} }""");

        var review = (await user.Api.PostAsync("apis/authorization.k8s.io/v1/selfsubjectrulesreviews", Rules(ns.Name))).Expect(201);
        var refused = (await user.Api.PostAsync("apis/authorization.k8s.io/v1/selfsubjectrulesreviews", Rules(""))).ExpectFailure(400, "BadRequest");

        Assert.Contains(review.Json.Node("status.resourceRules")!.AsArray(), rule =>
            rule.Strings("apiGroups") is [""] && rule.Strings("resources") is ["secrets"]
            && rule.Strings("resourceNames") is ["only"] && rule.Strings("verbs") is ["get"]);
        Assert.Equal("false", review.At("status.incomplete"));
        Assert.Equal("no namespace on request", refused.Message);
    }

    [ContractFact]
    public async Task RoleRef_of_a_binding_is_immutable()
    {
        using var user = await ServiceAccountUser.CreateAsync(ns, "bound");
        await user.BindAsync("bound", "Role", "one");

        var refused = (await ns.MergeAsync($"{Rbac}/rolebindings", "bound", """{"roleRef": {"name": "two"}}""")).ExpectFailure(422, "Invalid");

        Assert.Equal([("FieldValueInvalid", "roleRef")], refused.Causes);
        Assert.EndsWith("cannot change roleRef", refused.Message, StringComparison.Ordinal);
    }
}
