using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The roles and bindings that every cluster begins with, for the kinds there are here.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings"/>.</remarks>
internal static class BootstrapRoles
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string[] s_read = ["get", "list", "watch"];
    private static readonly string[] s_write = ["create", "delete", "deletecollection", "patch", "update"];
    private static readonly string[] s_info = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

    private static readonly string[] s_discovery = ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", .. s_info];

    private static readonly PolicyRule[] s_view =
    [
        Rule(s_read, "", "configmaps", "endpoints", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods", "replicationcontrollers",
            "replicationcontrollers/scale", "serviceaccounts", "services", "services/status"),
        Rule(s_read, "", "events", "namespaces/status", "pods/log", "pods/status", "replicationcontrollers/status", "resourcequotas",
            "resourcequotas/status"),
        Rule(s_read, "", "namespaces"),
        Rule(s_read, "apps", "controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status",
            "replicasets", "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale", "statefulsets/status"),
        Rule(s_read, "batch", "jobs", "jobs/status"),
        Rule(s_read, "networking.k8s.io", "ingresses", "ingresses/status", "networkpolicies"),
    ];

    private static readonly PolicyRule[] s_edit =
    [
        Rule(s_read, "", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"),
        Rule(["impersonate"], "", "serviceaccounts"),
        Rule(s_write, "", "pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"),
        Rule(s_write, "", "configmaps", "endpoints", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale", "secrets",
            "serviceaccounts", "services", "services/proxy"),
        Rule(s_write, "apps", "daemonsets", "deployments", "deployments/rollback", "deployments/scale", "replicasets", "replicasets/scale",
            "statefulsets", "statefulsets/scale"),
        Rule(s_write, "batch", "jobs"),
        Rule(s_write, "networking.k8s.io", "ingresses", "networkpolicies"),
    ];

    private static readonly PolicyRule[] s_admin =
    [
        Rule(["create"], "authorization.k8s.io", "localsubjectaccessreviews"),
        Rule(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"], Rbac, "rolebindings", "roles"),
    ];

    /// <summary>Writes them into an empty store.</summary>
    public static void Create(ObjectStore store, TimeProvider time)
    {
        var now = Timestamp.Format(time.GetUtcNow());
        lock (store.Gate)
        {
            AddRole("cluster-admin", [Rule(["*"], "*", "*"), new() { Verbs = ["*"], Paths = ["*"] }]);
            AddRole("system:basic-user", [Rule(["create"], "authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews")]);
            AddRole("system:discovery", [new() { Verbs = ["get"], Paths = s_discovery }]);
            AddRole("system:public-info-viewer", [new() { Verbs = ["get"], Paths = s_info }]);
            AddRole("system:aggregate-to-view", s_view, into: "view");
            AddRole("system:aggregate-to-edit", s_edit, into: "edit");
            AddRole("system:aggregate-to-admin", s_admin, into: "admin");
            AddRole("view", s_view, into: "edit", isAggregated: true);
            AddRole("edit", [.. s_edit, .. s_view], into: "admin", isAggregated: true);
            AddRole("admin", [.. s_edit, .. s_view, .. s_admin], isAggregated: true);
            AddBinding("cluster-admin", UserInfo.MastersGroup);
            AddBinding("system:basic-user", UserInfo.AuthenticatedGroup);
            AddBinding("system:discovery", UserInfo.AuthenticatedGroup);
            AddBinding("system:public-info-viewer", UserInfo.AuthenticatedGroup, UserInfo.UnauthenticatedGroup);
        }

        void AddRole(string name, IEnumerable<PolicyRule> rules, string? into = null, bool isAggregated = false)
        {
            var role = new JsonObject { ["metadata"] = Metadata(name, now, into) };
            if (isAggregated)
                role["aggregationRule"] = Selecting(name);
            role["rules"] = new JsonArray([.. rules.Select(rule => rule.ToJson())]);
            store.Add(ResourceTypes.ClusterRoles, new("", name), role);
        }

        void AddBinding(string name, params ReadOnlySpan<string> groups)
        {
            var subjects = new JsonArray();
            foreach (var group in groups)
                subjects.Add(new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "Group", ["name"] = group });
            store.Add(ResourceTypes.ClusterRoleBindings, new("", name), new()
            {
                ["metadata"] = Metadata(name, now, null),
                ["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "ClusterRole", ["name"] = name },
                ["subjects"] = subjects,
            });
        }
    }

    private static PolicyRule Rule(IReadOnlyList<string> verbs, string group, params string[] resources) =>
        new() { Verbs = verbs, Groups = [group], Resources = resources };

    private static JsonObject Metadata(string name, string now, string? into)
    {
        var labels = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        if (into is not null)
            labels[AggregationLabel(into)] = "true";
        return new()
        {
            ["name"] = name,
            ["uid"] = Guid.NewGuid().ToString(),
            ["creationTimestamp"] = now,
            ["labels"] = labels,
            ["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
        };
    }

    private static JsonObject Selecting(string name) => new()
    {
        ["clusterRoleSelectors"] = new JsonArray(new JsonObject { ["matchLabels"] = new JsonObject { [AggregationLabel(name)] = "true" } }),
    };

    private static string AggregationLabel(string role) => $"{Rbac}/aggregate-to-{role}";
}
