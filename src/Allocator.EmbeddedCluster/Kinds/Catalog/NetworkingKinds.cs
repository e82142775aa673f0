namespace Allocator.Embedded;

/// <summary>How pods are reached.</summary>
internal static class NetworkingKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Services)
        {
            Rules = new ServiceRules(),
            Singular = "",
            ShortNames = ["svc"],
            Categories = ["all"],
            HasStatus = true,
            IsCreatedByUpdate = true,
        },
        new(ResourceTypes.Endpoints) { Rules = new EndpointsRules(), Singular = "", ShortNames = ["ep"], IsCreatedByUpdate = true },
        new(ResourceTypes.Ingresses) { Rules = new IngressRules(), Singular = "", ShortNames = ["ing"], HasStatus = true, HasGeneration = true },
        new(ResourceTypes.IngressClasses) { Rules = new IngressClassRules(), Singular = "", HasGeneration = true },
        new(ResourceTypes.NetworkPolicies) { Rules = new NetworkPolicyRules(), Singular = "", ShortNames = ["netpol"], HasGeneration = true },
    ];
}
