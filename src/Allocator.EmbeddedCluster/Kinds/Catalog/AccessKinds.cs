namespace Allocator.Embedded;

/// <summary>Who may do what.</summary>
internal static class AccessKinds
{
    public static IReadOnlyList<KindDefinition> All { get; } =
    [
        Define(ResourceTypes.Roles, new RoleRules(), TableLayouts.NameAndTime),
        Define(ResourceTypes.RoleBindings, new BindingRules(ResourceTypes.RoleBindings), ClusterTables.Bindings),
        Define(ResourceTypes.ClusterRoles, new ClusterRoleRules(), TableLayouts.NameAndTime),
        Define(ResourceTypes.ClusterRoleBindings, new BindingRules(ResourceTypes.ClusterRoleBindings), ClusterTables.Bindings),
    ];

    private static KindDefinition Define(ResourceType type, KindRules rules, TableLayout table) =>
        BuiltInKinds.Define(type, rules, table) with { IsCreatedByUpdate = true };
}
