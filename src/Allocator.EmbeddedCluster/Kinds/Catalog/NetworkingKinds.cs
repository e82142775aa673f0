namespace Allocator.Embedded;

/// <summary>How pods are reached.</summary>
internal static class NetworkingKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Services)
        {
            Rules = new PlainRules(),
            Singular = "",
            ShortNames = ["svc"],
            Categories = ["all"],
            HasStatus = true,
            IsCreatedByUpdate = true,
        },
        new(ResourceTypes.Endpoints) { Rules = new PlainRules(), Singular = "", ShortNames = ["ep"], IsCreatedByUpdate = true },
        new(ResourceTypes.Ingresses) { Rules = new PlainRules(), Singular = "", ShortNames = ["ing"], HasStatus = true, HasGeneration = true },
        new(ResourceTypes.IngressClasses) { Rules = new PlainRules(), Singular = "", HasGeneration = true },
        new(ResourceTypes.NetworkPolicies) { Rules = new PlainRules(), Singular = "", ShortNames = ["netpol"], HasGeneration = true },
    ];
}
