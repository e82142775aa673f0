namespace Allocator.Embedded;

/// <summary>How pods are reached.</summary>
internal static class NetworkingKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        BuiltInKinds.Define(ResourceTypes.Services, new ServiceRules(), NetworkTables.Services, "svc") with
        {
            HasDeleteCollection = false,
            Categories = ["all"],
            HasStatus = true,
            UpdateNeedsVersion = true,
        },
        BuiltInKinds.Define(ResourceTypes.Endpoints, new EndpointsRules(), NetworkTables.Endpoints, "ep") with { IsCreatedByUpdate = true },
        BuiltInKinds.Define(ResourceTypes.Ingresses, new IngressRules(), NetworkTables.Ingresses, "ing") with
        {
            HasStatus = true,
            HasGeneration = true,
        },
        BuiltInKinds.Define(ResourceTypes.IngressClasses, new IngressClassRules(), NetworkTables.IngressClasses) with { HasGeneration = true },
        BuiltInKinds.Define(ResourceTypes.NetworkPolicies, new NetworkPolicyRules(), NetworkTables.NetworkPolicies, "netpol") with
        {
            HasGeneration = true,
        },
    ];
}
