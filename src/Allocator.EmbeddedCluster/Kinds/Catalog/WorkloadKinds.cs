using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What makes pods.</summary>
internal static class WorkloadKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        Workload(ResourceTypes.Deployments, new DeploymentRules(), "deploy") with { HasScale = true },
        Workload(ResourceTypes.ReplicaSets, new ReplicaSetRules(), "rs") with { HasScale = true },
        Workload(ResourceTypes.StatefulSets, new StatefulSetRules(), "sts") with { HasScale = true },
        Workload(ResourceTypes.DaemonSets, new DaemonSetRules(), "ds"),
        Workload(ResourceTypes.ReplicationControllers, new ReplicationControllerRules(), "rc") with
        {
            HasScale = true,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>> { ["status.replicas"] = obj => Count(obj, "replicas") },
            DefaultPropagation = Propagation.Orphan,
        },
        Workload(ResourceTypes.Jobs, new JobRules()) with
        {
            HasGeneration = false,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>> { ["status.successful"] = obj => Count(obj, "succeeded") },
            DefaultPropagation = Propagation.Orphan,
        },
        new(ResourceTypes.ControllerRevisions) { Rules = new ControllerRevisionRules(), Singular = "" },
    ];

    private static KindDefinition Workload(ResourceType type, KindRules rules, params IReadOnlyList<string> shortNames) => new(type)
    {
        Rules = rules,
        Singular = "",
        ShortNames = shortNames,
        Categories = ["all"],
        HasStatus = true,
        HasGeneration = true,
    };

    private static string Count(JsonElement obj, string member) =>
        (obj.Member("status").Number(member) ?? 0).ToString(CultureInfo.InvariantCulture);
}
