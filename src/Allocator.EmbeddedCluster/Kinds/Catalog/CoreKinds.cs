namespace Allocator.Embedded;

/// <summary>Pods and what they are given.</summary>
internal static class CoreKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        BuiltInKinds.Define(ResourceTypes.Pods, new PodRules(), PodTable.Layout, "po") with
        {
            DeleteReturnsObject = true,
            Categories = ["all"],
            HasStatus = true,
            Subresources =
            [
                new("log", "Pod", "get"),
                new("exec", "PodExecOptions", "create", "get"),
                new("portforward", "PodPortForwardOptions", "create", "get"),
            ],
            SelectableFields = BuiltInKinds.Fields(
                "spec.nodeName",
                "spec.restartPolicy",
                "spec.schedulerName",
                "spec.serviceAccountName",
                "status.phase",
                "status.podIP",
                "status.podIPs",
                "status.nominatedNodeName"),
        },
        BuiltInKinds.Define(ResourceTypes.ConfigMaps, new ConfigMapRules(), DataTables.ConfigMaps, "cm"),
        BuiltInKinds.Define(ResourceTypes.Secrets, new SecretRules(), DataTables.Secrets) with { SelectableFields = BuiltInKinds.Fields("type") },
        BuiltInKinds.Define(ResourceTypes.ServiceAccounts, new ServiceAccountRules(), DataTables.ServiceAccounts, "sa") with
        {
            DeleteReturnsObject = true,
            Subresources = [new("token", "TokenRequest", "create") { Group = "authentication.k8s.io", Version = "v1" }],
        },
    ];
}
