namespace Allocator.Embedded;

/// <summary>A rule that somebody has, and from where; or the role that is named there and is not there.</summary>
/// <param name="Binding">The binding that gives it.</param>
/// <param name="Subject">Because of which of its subjects.</param>
/// <param name="Rules">The role's rules; null if it is not there.</param>
internal sealed record RoleGrant(RoleBinding Binding, BindingSubject Subject, IReadOnlyList<PolicyRule>? Rules)
{
    /// <summary>Why something is allowed, in the words of a real server.</summary>
    public string Reason => $"RBAC: allowed by {Binding.Description} of {Binding.RoleKind} \"{Binding.RoleName}\" to {Subject.Description}";

    public string Problem => $"{Binding.RoleKind.ToLowerInvariant()}.rbac.authorization.k8s.io \"{Binding.RoleName}\" not found";
}
