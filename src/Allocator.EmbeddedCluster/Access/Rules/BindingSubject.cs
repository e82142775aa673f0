using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Whom a binding is about.</summary>
/// <param name="Kind">User, Group or ServiceAccount.</param>
/// <param name="Namespace">A service account's namespace.</param>
/// <param name="Name">The name.</param>
internal sealed record BindingSubject(string Kind, string Namespace, string Name)
{
    public string Description => Kind == "ServiceAccount" ? $"{Kind} \"{Name}/{Namespace}\"" : $"{Kind} \"{Name}\"";

    public static BindingSubject Read(JsonElement subject, string bindingNamespace) => new(
        subject.Text("kind"),
        subject.Text("namespace") is { Length: > 0 } place ? place : bindingNamespace,
        subject.Text("name"));

    public bool Includes(UserInfo user) => Kind switch
    {
        "User" => user.Name == Name,
        "Group" => user.Groups.Contains(Name),
        "ServiceAccount" => Namespace.Length > 0 && user.Name == ServiceAccountUser.NameOf(Namespace, Name),
        _ => false,
    };
}
