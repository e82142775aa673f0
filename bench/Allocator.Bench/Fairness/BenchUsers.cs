using System.Text.Json.Nodes;

namespace Allocator.Bench.Fairness;

/// <summary>Two users who may do all in the namespace and are subject to priority and fairness, as the administrator is not.</summary>
internal static class BenchUsers
{
    public const string Busy = "bench-busy";
    public const string Quiet = "bench-quiet";

    private const string Group = "rbac.authorization.k8s.io";
    private const string Name = "bench-fairness";
    private static readonly ResourceKind s_role = new(Group, "v1", "Role", "roles", Namespaced: true);
    private static readonly ResourceKind s_binding = new(Group, "v1", "RoleBinding", "rolebindings", Namespaced: true);

    public static async Task CreateAsync(ClusterClient admin, CancellationToken cancellationToken)
    {
        await CreateAsync(admin, s_role, "rules", new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray("*"),
            ["resources"] = new JsonArray("*"),
            ["verbs"] = new JsonArray("*"),
        }), cancellationToken);
        await CreateAsync(admin, s_binding, "subjects", new JsonArray(Subject(Busy), Subject(Quiet)), cancellationToken);
    }

    public static async Task DeleteAsync(ClusterClient admin)
    {
        await admin.DeleteAsync(s_binding, admin.Connection.Namespace, Name);
        await admin.DeleteAsync(s_role, admin.Connection.Namespace, Name);
    }

    private static Task<JsonObject> CreateAsync(ClusterClient admin, ResourceKind kind, string field, JsonArray content, CancellationToken cancellationToken)
    {
        var obj = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = Name },
            [field] = content,
        };
        if (kind == s_binding)
            obj["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = "Role", ["name"] = Name };
        return admin.CreateAsync(kind, admin.Connection.Namespace, obj, null, cancellationToken);
    }

    private static JsonObject Subject(string user) => new() { ["apiGroup"] = Group, ["kind"] = "User", ["name"] = user };
}
