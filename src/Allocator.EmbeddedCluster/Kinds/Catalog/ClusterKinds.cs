using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The cluster's own things: namespaces, nodes, events, leases, quotas, definitions of kinds.</summary>
internal static class ClusterKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        BuiltInKinds.Define(ResourceTypes.Namespaces, new NamespaceRules(), ClusterTables.Namespaces, "ns") with
        {
            HasStatus = true,
            Subresources = [new("finalize", "Namespace", "update")],
            SelectableFields = BuiltInKinds.Fields("status.phase"),
        },
        BuiltInKinds.Define(ResourceTypes.Nodes, new NodeRules(), ClusterTables.Nodes, "no") with
        {
            HasStatus = true,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>>
            {
                ["spec.unschedulable"] = obj => obj.Member("spec").Flag("unschedulable") ? "true" : "false",
            },
        },
        BuiltInKinds.Define(ResourceTypes.Events, new EventRules(), EventTable.Layout, "ev") with
        {
            IsCreatedByUpdate = true,
            SelectableFields = EventFields(),
        },
        BuiltInKinds.Define(ResourceTypes.Leases, new LeaseRules(), ClusterTables.Leases) with { IsCreatedByUpdate = true, UpdateNeedsVersion = true },
        BuiltInKinds.Define(ResourceTypes.ResourceQuotas, new ResourceQuotaRules(), ClusterTables.ResourceQuotas, "quota") with { HasStatus = true },
        BuiltInKinds.Define(ResourceTypes.CustomResourceDefinitions, new PlainRules(), TableLayouts.NameAndTime, "crd", "crds") with
        {
            Categories = ["api-extensions"],
            HasStatus = true,
            HasGeneration = true,
            UpdateNeedsVersion = true,
        },
    ];

    private static Dictionary<string, Func<JsonElement, string>> EventFields()
    {
        var fields = BuiltInKinds.Fields(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "type");
        fields["source"] = obj => obj.Member("source").Text("component") is { Length: > 0 } source ? source : obj.Text("reportingComponent");
        return fields;
    }
}
