using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The cluster's own things: namespaces, nodes, events, leases, quotas, definitions of kinds.</summary>
internal static class ClusterKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Namespaces)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["ns"],
            HasStatus = true,
            Subresources = [new("finalize", "Namespace", "update")],
            SelectableFields = new Dictionary<string, Func<JsonElement, string>>
            {
                ["status.phase"] = obj => obj.Member("status").Text("phase"),
                ["name"] = obj => obj.Member("metadata").Text("name"),
            },
        },
        new(ResourceTypes.Nodes)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["no"],
            HasStatus = true,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>>
            {
                ["spec.unschedulable"] = obj => obj.Member("spec").Flag("unschedulable") ? "true" : "false",
            },
        },
        new(ResourceTypes.Events)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["ev"],
            IsCreatedByUpdate = true,
            SelectableFields = new Dictionary<string, Func<JsonElement, string>>
            {
                ["involvedObject.kind"] = obj => obj.Member("involvedObject").Text("kind"),
                ["involvedObject.namespace"] = obj => obj.Member("involvedObject").Text("namespace"),
                ["involvedObject.name"] = obj => obj.Member("involvedObject").Text("name"),
                ["involvedObject.uid"] = obj => obj.Member("involvedObject").Text("uid"),
                ["involvedObject.apiVersion"] = obj => obj.Member("involvedObject").Text("apiVersion"),
                ["involvedObject.resourceVersion"] = obj => obj.Member("involvedObject").Text("resourceVersion"),
                ["involvedObject.fieldPath"] = obj => obj.Member("involvedObject").Text("fieldPath"),
                ["reason"] = obj => obj.Text("reason"),
                ["reportingComponent"] = obj => obj.Text("reportingComponent"),
                ["source"] = obj => obj.Member("source").Text("component") is { Length: > 0 } source ? source : obj.Text("reportingComponent"),
                ["type"] = obj => obj.Text("type"),
            },
        },
        new(ResourceTypes.Leases) { Rules = new PlainRules(), Singular = "", IsCreatedByUpdate = true, UpdateNeedsVersion = true },
        new(ResourceTypes.ResourceQuotas) { Rules = new PlainRules(), Singular = "", ShortNames = ["quota"], HasStatus = true },
        new(ResourceTypes.CustomResourceDefinitions)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["crd", "crds"],
            Categories = ["api-extensions"],
            HasStatus = true,
            HasGeneration = true,
            UpdateNeedsVersion = true,
        },
    ];
}
