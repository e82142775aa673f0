using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A user who has a role's rights but for one. The administrator acts as this user, so that none of them needs credentials.</summary>
/// <param name="Missing">The right that is missing.</param>
/// <param name="Name">The user's name, also that of the service that only this user allocates.</param>
/// <param name="Connection">The cluster, as this user.</param>
internal sealed record DeprivedUser(Right Missing, string Name, ClusterConnection Connection)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a user for each right of a role of the namespace.</summary>
    public static async Task<IReadOnlyList<DeprivedUser>> AllAsync(ClusterFixture cluster, OwnNamespace own, string role)
    {
        var rights = Right.Of(JsonNode.Parse(await own.AdminAsync("get", "role", role, "-o", "json"))!);
        var admin = await cluster.Admin.RunAsync("config", "view", "--raw", "--minify", "--flatten", "-o", "json");
        var users = rights.Select((right, index) => Of(right, $"{role}-{index}", admin, own.Name)).ToList();
        var items = users.SelectMany(user => RoleOf(user.Name, rights.Where(right => right != user.Missing)));
        await own.ApplyAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. items]) }.ToJsonString());
        await Task.WhenAll(users.Select(user => user.UntilAllowedAsync(rights.First(right => right != user.Missing), own.Name)));
        return users;
    }

    public InstanceAllocator Allocate(string template, Action<ServiceOptions>? configure = null, ClusterClientOptions? client = null) => InstanceAllocator.Create(
        Name,
        options =>
        {
            (options.Template, options.MaxInstancesPerOwner, options.Disk.Size) = (template, null, "16Mi");
            configure?.Invoke(options);
        },
        builder =>
        {
            builder.UseIdentity(new CallerIdentity("test", Name));
            builder.Services.Configure<AllocatorOptions>(options => options.Connection = Connection);
            if (client is not null)
                builder.Services.AddSingleton(client);
        });

    private static DeprivedUser Of(Right missing, string name, string adminKubeconfig, string ns)
    {
        var config = JsonNode.Parse(adminKubeconfig)!;
        config["users"]![0]!["user"]!["as"] = name;
        return new DeprivedUser(missing, name, ClusterConnection.FromKubeconfigText(config.ToJsonString()).WithNamespace(ns));
    }

    private static JsonNode[] RoleOf(string user, IEnumerable<Right> rights) =>
    [
        new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "Role",
            ["metadata"] = new JsonObject { ["name"] = user },
            ["rules"] = new JsonArray([.. rights.Select(right => right.ToRule())]),
        },
        new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "RoleBinding",
            ["metadata"] = new JsonObject { ["name"] = user },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = user },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = user }),
        },
    ];

    /// <summary>What authorizes learns of a new binding a little after it can be read.</summary>
    private async Task UntilAllowedAsync(Right granted, string ns)
    {
        await using var client = new ClusterClient(Connection);
        var kind = new ResourceKind(granted.Group, "", "", granted.Resource, Namespaced: true);
        await Eventually.FoundAsync(async () => await client.CanAsync(granted.Verb, kind, null, ns, null, Token) ? this : null);
    }
}
