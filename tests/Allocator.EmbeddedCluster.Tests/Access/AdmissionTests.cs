using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class AdmissionTests : IDisposable
{
    private const string Containers = """ "containers": [ { "name": "c", "image": "i" } ] """;

    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Create_in_an_absent_namespace_is_not_found() =>
        Assert.Equal("namespaces \"gone\" not found", Refusal(404, () => _cluster.Create(ResourceTypes.ConfigMaps, "gone", "a")).Message);

    [Fact]
    public void Create_in_a_terminating_namespace_is_forbidden()
    {
        _cluster.Create(ResourceTypes.Namespaces, "", "old", """{ "metadata": { "finalizers": ["example.com/held"] } }""");
        _cluster.Operations.Delete(_cluster.Store.Find(ResourceTypes.Namespaces, "", "old")!);

        var refusal = Refusal(403, () => _cluster.Create(ResourceTypes.ConfigMaps, "old", "a"));

        Assert.Equal("configmaps \"a\" is forbidden: unable to create new content in namespace old because it is being terminated", refusal.Message);
        Assert.Equal("NamespaceTerminating", refusal.Details!["causes"]![0]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public void Delete_the_default_namespace_is_forbidden()
    {
        var space = _cluster.Create(ResourceTypes.Namespaces, "", "default");

        var refusal = Refusal(403, () => _cluster.Operations.Delete(space));

        Assert.Equal("namespaces \"default\" is forbidden: this namespace may not be deleted", refusal.Message);
    }

    [Fact]
    public void Create_a_pod_gets_the_default_account_and_its_token()
    {
        var spec = _cluster.Create(ResourceTypes.Pods, "shop", "p", $$"""{ "spec": { {{Containers}} } }""").Json.Member("spec");

        Assert.Equal("default", spec.Text("serviceAccountName"));
        Assert.Equal("default", spec.Text("serviceAccount"));
        var volume = Assert.Single(spec.Member("volumes").Elements());
        Assert.Matches("^kube-api-access-[a-z0-9]{5}$", volume.Text("name"));
        Assert.Equal(
            ["serviceAccountToken", "configMap", "downwardAPI"],
            volume.Member("projected", "sources").Elements().Select(source => source.Members().Single().Name));
        var mount = Assert.Single(spec.Member("containers").Elements().Single().Member("volumeMounts").Elements());
        Assert.Equal((volume.Text("name"), "/var/run/secrets/kubernetes.io/serviceaccount"), (mount.Text("name"), mount.Text("mountPath")));
    }

    [Theory]
    [InlineData("bare", "")]
    [InlineData("default", """ "automountServiceAccountToken": false, """)]
    public void Create_a_pod_without_a_token_has_no_volume(string account, string setting)
    {
        _cluster.Create(
            ResourceTypes.ServiceAccounts, "shop", "bare", """{ "automountServiceAccountToken": false, "imagePullSecrets": [ { "name": "reg" } ] }""");

        var pod = _cluster.Create(ResourceTypes.Pods, "shop", "p", $$"""{ "spec": { "serviceAccountName": "{{account}}", {{setting}} {{Containers}} } }""");
        var spec = pod.Json.Member("spec");

        Assert.Empty(spec.Member("volumes").Elements());
        Assert.Equal(account == "bare" ? ["reg"] : [], spec.Member("imagePullSecrets").Elements().Select(secret => secret.Text("name")));
    }

    [Fact]
    public void Create_a_pod_of_an_absent_account_is_forbidden() => Assert.Equal(
        "pods \"p\" is forbidden: error looking up service account shop/zz: serviceaccount \"zz\" not found",
        Refusal(403, () => _cluster.Create(ResourceTypes.Pods, "shop", "p", $$"""{ "spec": { "serviceAccountName": "zz", {{Containers}} } }""")).Message);

    [Fact]
    public void Create_a_pod_in_a_new_namespace_finds_its_account()
    {
        _cluster.Create(ResourceTypes.Namespaces, "", "fresh");

        Assert.Equal("fresh", _cluster.Create(ResourceTypes.Pods, "fresh", "p", $$"""{ "spec": { {{Containers}} } }""").Namespace);
    }

    [Fact]
    public void Create_with_an_owner_needs_rights_only_to_hold_up_its_deletion()
    {
        _cluster.Grant("bob", "create update get", "configmaps");
        _cluster.Create(ResourceTypes.ConfigMaps, "shop", "free", Owned(blocks: false), SteppedCluster.User("bob"));

        var refusal = Refusal(403, () => _cluster.Create(ResourceTypes.ConfigMaps, "shop", "held", Owned(blocks: true), SteppedCluster.User("bob")));

        Assert.Equal(
            "configmaps \"held\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>",
            refusal.Message);
        _cluster.Grant("bob", "update", "deployments/finalizers", "apps");
        Assert.Single(_cluster.Create(ResourceTypes.ConfigMaps, "shop", "held", Owned(blocks: true), SteppedCluster.User("bob")).Owners);
    }

    [Fact]
    public void Create_with_an_owner_of_an_unknown_kind_is_forbidden()
    {
        _cluster.Grant("bob", "create", "configmaps");

        var refusal = Refusal(403, () => _cluster.Create(
            ResourceTypes.ConfigMaps,
            "shop",
            "c",
            Owned(blocks: true).Replace("Deployment", "Nope", StringComparison.Ordinal),
            SteppedCluster.User("bob")));

        Assert.Equal(
            "configmaps \"c\" is forbidden: cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion apps/v1 Kind Nope: " +
            "no matches for kind \"Nope\" in version \"apps/v1\"",
            refusal.Message);
    }

    [Fact]
    public void Update_of_owners_needs_the_right_to_delete()
    {
        _cluster.Grant("carl", "update", "configmaps");
        var key = _cluster.Create(ResourceTypes.ConfigMaps, "shop", "c").Key;
        var owned = JsonNode.Parse(Owned(blocks: false))!.AsObject();
        owned.Child("metadata")["name"] = "c";
        var kind = _cluster.Operations.Kinds.Of(ResourceTypes.ConfigMaps);

        var refusal = Refusal(403, () => _cluster.Operations.Update(kind, key, owned, new(SteppedCluster.User("carl"))));

        Assert.Equal("configmaps \"c\" is forbidden: cannot set an ownerRef on a resource you can't delete: , <nil>", refusal.Message);
    }

    [Fact]
    public void Create_a_role_with_more_rights_than_one_has_is_forbidden()
    {
        _cluster.Grant("bob", "create get", "configmaps");
        var bob = SteppedCluster.User("bob");
        const string more = """
            { "rules": [ { "verbs": ["get", "list"], "apiGroups": [""], "resources": ["secrets", "configmaps"], "resourceNames": ["x"] },
                         { "verbs": ["*"], "apiGroups": ["apps"], "resources": ["deployments"] } ] }
            """;

        var refusal = Refusal(403, () => _cluster.Create(ResourceTypes.Roles, "shop", "e", more, bob));

        Assert.Equal(
            """
            roles.rbac.authorization.k8s.io "e" is forbidden: user "bob" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
            {APIGroups:[""], Resources:["configmaps"], ResourceNames:["x"], Verbs:["list"]}
            {APIGroups:[""], Resources:["secrets"], ResourceNames:["x"], Verbs:["get" "list"]}
            {APIGroups:["apps"], Resources:["deployments"], Verbs:["*"]}
            """,
            refusal.Message);
        var own = """{ "rules": [ { "verbs": ["get"], "apiGroups": [""], "resources": ["configmaps"] } ] }""";
        Assert.Equal("e", _cluster.Create(ResourceTypes.Roles, "shop", "e", own, bob).Name);
    }

    [Fact]
    public void Controllers_restore_the_account_and_the_certificate_of_a_namespace()
    {
        var account = _cluster.Store.Find(ResourceTypes.ServiceAccounts, "shop", "default")!;
        _cluster.Operations.Delete(account);
        _cluster.Operations.Modify(_cluster.Store.Find(ResourceTypes.ConfigMaps, "shop", "kube-root-ca.crt")!, copy => copy.Remove("data"));

        _cluster.Settle();

        Assert.NotEqual(account.Uid, _cluster.Store.Find(ResourceTypes.ServiceAccounts, "shop", "default")!.Uid);
        Assert.Equal("CERTIFICATE", _cluster.Store.Find(ResourceTypes.ConfigMaps, "shop", "kube-root-ca.crt")!.Json.Member("data").Text("ca.crt"));
    }

    [Fact]
    public void Controllers_add_labelled_roles_to_those_that_select_them()
    {
        var before = _cluster.Store.Find(ResourceTypes.ClusterRoles, "", "view")!;
        _cluster.Create(ResourceTypes.ClusterRoles, "", "widgets", """
            { "metadata": { "labels": { "rbac.authorization.k8s.io/aggregate-to-view": "true" } },
              "rules": [ { "verbs": ["get"], "apiGroups": ["example.com"], "resources": ["widgets"] } ] }
            """);

        _cluster.Settle();

        foreach (var role in (string[])["view", "edit", "admin"])
        {
            var rules = _cluster.Store.Find(ResourceTypes.ClusterRoles, "", role)!.Json.Member("rules").Elements().Select(PolicyRule.Read);
            Assert.Contains(rules, rule => rule.Resources.Contains("widgets"));
        }

        Assert.DoesNotContain(before.Json.Member("rules").Elements().Select(PolicyRule.Read), rule => rule.Resources.Contains("widgets"));
    }

    private static string Owned(bool blocks) => $$"""
        { "metadata": { "ownerReferences": [
            { "apiVersion": "apps/v1", "kind": "Deployment", "name": "d", "uid": "u", "blockOwnerDeletion": {{(blocks ? "true" : "false")}} } ] } }
        """;

    private static ApiException Refusal(int code, Action action)
    {
        var refusal = Assert.Throws<ApiException>(action);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
