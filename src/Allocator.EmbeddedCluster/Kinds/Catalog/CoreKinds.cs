using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Pods and what they are given.</summary>
internal static class CoreKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Pods)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["po"],
            Categories = ["all"],
            HasStatus = true,
            Subresources =
            [
                new("log", "Pod", "get"),
                new("exec", "PodExecOptions", "create", "get"),
                new("portforward", "PodPortForwardOptions", "create", "get"),
            ],
            SelectableFields = new Dictionary<string, Func<JsonElement, string>>
            {
                ["spec.nodeName"] = obj => obj.Member("spec").Text("nodeName"),
                ["spec.restartPolicy"] = obj => obj.Member("spec").Text("restartPolicy"),
                ["spec.schedulerName"] = obj => obj.Member("spec").Text("schedulerName"),
                ["spec.serviceAccountName"] = obj => obj.Member("spec").Text("serviceAccountName"),
                ["status.phase"] = obj => obj.Member("status").Text("phase"),
                ["status.podIP"] = obj => obj.Member("status").Text("podIP"),
                ["status.podIPs"] = _ => "",
                ["status.nominatedNodeName"] = obj => obj.Member("status").Text("nominatedNodeName"),
            },
        },
        new(ResourceTypes.ConfigMaps) { Rules = new PlainRules(), Singular = "", ShortNames = ["cm"] },
        new(ResourceTypes.Secrets)
        {
            Rules = new PlainRules(),
            Singular = "",
            SelectableFields = new Dictionary<string, Func<JsonElement, string>> { ["type"] = obj => obj.Text("type") },
        },
        new(ResourceTypes.ServiceAccounts)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["sa"],
            Subresources = [new("token", "TokenRequest", "create") { Group = "authentication.k8s.io", Version = "v1" }],
        },
    ];
}
