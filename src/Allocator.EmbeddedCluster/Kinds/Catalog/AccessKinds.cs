namespace Allocator.Embedded;

/// <summary>Who may do what.</summary>
internal static class AccessKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        new(ResourceTypes.Roles) { Rules = new RoleRules(), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.RoleBindings) { Rules = new BindingRules(ResourceTypes.RoleBindings), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.ClusterRoles) { Rules = new ClusterRoleRules(), Singular = "", IsCreatedByUpdate = true },
        new(ResourceTypes.ClusterRoleBindings) { Rules = new BindingRules(ResourceTypes.ClusterRoleBindings), Singular = "", IsCreatedByUpdate = true },
    ];
}
