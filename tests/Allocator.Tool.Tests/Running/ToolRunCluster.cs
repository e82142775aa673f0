using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

/// <summary>What tests do to the namespace beside the command.</summary>
internal static class ToolRunCluster
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Waits for the cluster's own work: there is no time limit but the test's.</summary>
    public static async Task UntilGoneAsync(this ToolRun run, ResourceKind kind)
    {
        while ((await run.NamesAsync(kind)).Count > 0)
            await Task.Delay(50, Token);
    }

    /// <summary>A user with the documented role, less what is changed; its kubeconfig's path.</summary>
    /// <param name="run">The namespace.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="verbs">The verbs that a resource has instead of the documented ones; null for those.</param>
    public static async Task<string> AddUserAsync(this ToolRun run, string name, Func<string, string[]?> verbs)
    {
        var role = NeededRights.Read().GroupBy(right => (right.Kind.Group, Resource: right.Subresource is null ? right.Kind.Plural : right.Resource)).Select(group => new JsonObject
        {
            ["apiGroups"] = new JsonArray(group.Key.Group),
            ["resources"] = new JsonArray(group.Key.Resource),
            ["verbs"] = new JsonArray([.. (verbs(group.Key.Resource) ?? group.Select(right => right.Verb).Distinct()).Select(verb => JsonValue.Create(verb))]),
        });
        await CreateAsync(run, "Role", "roles", name, ("rules", new JsonArray([.. role])));
        await CreateAsync(
            run,
            "RoleBinding",
            "rolebindings",
            name,
            ("roleRef", new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = name }),
            ("subjects", new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = name })));
        return run.Write($"{name}.kubeconfig", run.Cluster.AddUser(name));
    }

    private static Task<JsonObject> CreateAsync(ToolRun run, string kind, string plural, string name, params (string Field, JsonNode Value)[] fields)
    {
        var body = new JsonObject { ["apiVersion"] = "rbac.authorization.k8s.io/v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        foreach (var (field, value) in fields)
            body[field] = value;
        return run.Admin.CreateAsync(new ResourceKind("rbac.authorization.k8s.io", "v1", kind, plural, true), run.Namespace, body, null, Token);
    }
}
