using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What makes pods.</summary>
internal static class WorkloadKinds
{
    private static readonly Dictionary<string, Func<JsonElement, string>> s_replicas = new() { ["status.replicas"] = obj => Count(obj, "replicas") };

    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        Workload(ResourceTypes.Deployments, new PlainRules(), "deploy") with { HasScale = true },
        Workload(ResourceTypes.ReplicaSets, new PlainRules(), "rs") with { HasScale = true, SelectableFields = s_replicas },
        Workload(ResourceTypes.StatefulSets, new PlainRules(), "sts") with { HasScale = true },
        Workload(ResourceTypes.DaemonSets, new PlainRules(), "ds"),
        Workload(ResourceTypes.ReplicationControllers, new PlainRules(), "rc") with
        {
            HasScale = true,
            SelectableFields = s_replicas,
            DefaultPropagation = Propagation.Orphan,
        },
        Workload(ResourceTypes.Jobs, new PlainRules()) with
        {
            HasGeneration = false,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>> { ["status.successful"] = obj => Count(obj, "succeeded") },
            DefaultPropagation = Propagation.Orphan,
        },
        new(ResourceTypes.ControllerRevisions) { Rules = new PlainRules(), Singular = "" },
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
