using System.Globalization;
using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>What makes pods.</summary>
internal static class WorkloadKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        Workload(ResourceTypes.Deployments, new DeploymentRules(), WorkloadTables.Deployments, "deploy") with { HasScale = true, GenerationCountsAnnotations = true },
        Workload(ResourceTypes.ReplicaSets, new ReplicaSetRules(), WorkloadTables.ReplicaSets, "rs") with { HasScale = true },
        Workload(ResourceTypes.StatefulSets, new StatefulSetRules(), WorkloadTables.StatefulSets, "sts") with { HasScale = true },
        Workload(ResourceTypes.DaemonSets, new DaemonSetRules(), WorkloadTables.DaemonSets, "ds"),
        Workload(ResourceTypes.ReplicationControllers, new ReplicationControllerRules(), WorkloadTables.ReplicationControllers, "rc") with
        {
            HasScale = true,
            SelectableFields = Count("status.replicas", "replicas"),
            DefaultPropagation = Propagation.Orphan,
        },
        Workload(ResourceTypes.Jobs, new JobRules(), WorkloadTables.Jobs) with
        {
            HasGeneration = false,
            SelectableFields = Count("status.successful", "succeeded"),
            DefaultPropagation = Propagation.Orphan,
        },
        BuiltInKinds.Define(ResourceTypes.ControllerRevisions, new ControllerRevisionRules(), WorkloadTables.ControllerRevisions),
    ];

    private static KindDefinition Workload(ResourceType type, KindRules rules, TableLayout table, params IReadOnlyList<string> shortNames) =>
        BuiltInKinds.Define(type, rules, table, shortNames) with { Categories = ["all"], HasStatus = true, HasGeneration = true };

    private static Dictionary<string, Func<JsonElement, string>> Count(string field, string member) => new()
    {
        [field] = obj => (obj.Member("status").Number(member) ?? 0).ToString(CultureInfo.InvariantCulture),
    };
}
