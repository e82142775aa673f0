namespace Allocator.Embedded;

/// <summary>A RoleBinding or ClusterRoleBinding: who gets which role.</summary>
internal sealed record RoleBinding(ObjectKey Key, string RoleKind, string RoleName, IReadOnlyList<BindingSubject> Subjects)
{
    public string Description => Key.Namespace.Length == 0
        ? $"ClusterRoleBinding \"{Key.Name}\""
        : $"RoleBinding \"{Key.Name}/{Key.Namespace}\"";

    public static RoleBinding Read(StoredObject binding)
    {
        var role = binding.Json.Member("roleRef");
        var subjects = binding.Json.Member("subjects").Elements().Select(subject => BindingSubject.Read(subject, binding.Namespace));
        return new(binding.Key, role.Text("kind"), role.Text("name"), [.. subjects]);
    }
}
