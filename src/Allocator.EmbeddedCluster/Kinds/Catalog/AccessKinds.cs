namespace Allocator.Embedded;

/// <summary>Who may do what.</summary>
internal static class AccessKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Roles) { Rules = new PlainRules(), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.RoleBindings) { Rules = new PlainRules(), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.ClusterRoles) { Rules = new PlainRules(), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.ClusterRoleBindings) { Rules = new PlainRules(), Singular = "", IsCreatedByUpdate = true },
    ];
}
