using System.Text.Json.Nodes;

namespace Allocator.Bench.Fairness;

/// <summary>A priority level of few seats that the administrator makes for some users, with the flow schema that leads there; both go when it is disposed.</summary>
internal sealed class PriorityLevel : IAsyncDisposable
{
    public static readonly JsonObject Rejecting = new() { ["type"] = "Reject" };

    public static readonly JsonObject Queueing = new()
    {
        ["type"] = "Queue",
        ["queuing"] = new JsonObject { ["queues"] = 16, ["handSize"] = 4, ["queueLengthLimit"] = 50 },
    };

    private const string Version = "v1beta1";
    private const string Group = "flowcontrol.apiserver.k8s.io";
    private static readonly ResourceKind s_level = new(Group, Version, "PriorityLevelConfiguration", "prioritylevelconfigurations", Namespaced: false);
    private static readonly ResourceKind s_schema = new(Group, Version, "FlowSchema", "flowschemas", Namespaced: false);

    // The API server's own watches of both.
    private static readonly TimeSpan s_effect = TimeSpan.FromSeconds(3);

    private readonly ClusterClient _admin;
    private readonly string _name = $"bench-{Guid.NewGuid().ToString("N")[..8]}";

    private PriorityLevel(ClusterClient admin) => _admin = admin;

    /// <param name="admin">Who may do so.</param>
    /// <param name="limitResponse">What becomes of requests that find no seat.</param>
    /// <param name="users">Whose requests it is for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PriorityLevel> CreateAsync(ClusterClient admin, JsonObject limitResponse, string[] users, CancellationToken cancellationToken)
    {
        var level = new PriorityLevel(admin);
        await level.CreateAsync(s_level, new JsonObject
        {
            ["type"] = "Limited",
            ["limited"] = new JsonObject { ["assuredConcurrencyShares"] = 1, ["limitResponse"] = limitResponse.DeepClone() },
        }, cancellationToken);
        await level.CreateAsync(s_schema, new JsonObject
        {
            ["priorityLevelConfiguration"] = new JsonObject { ["name"] = level._name },
            ["matchingPrecedence"] = 300,
            ["distinguisherMethod"] = new JsonObject { ["type"] = "ByUser" },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["subjects"] = new JsonArray([.. users.Select(user => new JsonObject { ["kind"] = "User", ["user"] = new JsonObject { ["name"] = user } })]),
                ["resourceRules"] = new JsonArray(new JsonObject
                {
                    ["verbs"] = new JsonArray("*"),
                    ["apiGroups"] = new JsonArray("*"),
                    ["resources"] = new JsonArray("*"),
                    ["namespaces"] = new JsonArray("*"),
                    ["clusterScope"] = true,
                }),
            }),
        }, cancellationToken);
        await Task.Delay(s_effect, cancellationToken);
        return level;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteAsync(s_schema, "", _name);
        await _admin.DeleteAsync(s_level, "", _name);
        await Task.Delay(s_effect);
    }

    private Task<JsonObject> CreateAsync(ResourceKind kind, JsonObject spec, CancellationToken cancellationToken) => _admin.CreateAsync(kind, "", new JsonObject
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = new JsonObject { ["name"] = _name },
        ["spec"] = spec,
    }, null, cancellationToken);
}
