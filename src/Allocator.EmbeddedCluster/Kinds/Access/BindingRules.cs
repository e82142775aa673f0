using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of bindings of both scopes.</summary>
internal sealed class BindingRules(ResourceType type) : BuiltInRules(type)
{
    private const string Group = "rbac.authorization.k8s.io";
    private readonly string[] _roles = type.Namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
    private readonly bool _isNamespaced = type.Namespaced;

    public override string? NameProblem(string name) => NameChecks.PathSegmentProblem(name);

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        var role = obj.Member("roleRef");
        var shown = $"rbac.RoleRef{{APIGroup:{GoValues.Quote(role.Text("apiGroup"))}, Kind:{GoValues.Quote(role.Text("kind"))}, " +
            $"Name:{GoValues.Quote(role.Text("name"))}}}";
        return ImmutableChecks.AreEqual(role, old.Member("roleRef")) ? [] : [FieldError.Invalid("roleRef", shown, "cannot change roleRef")];
    }

    protected override void SetDefaults(JsonObject obj)
    {
        var role = obj.Child("roleRef");
        if (role.Text("apiGroup") is null or "")
            role["apiGroup"] = Group;
        foreach (var subject in (obj.Array("subjects") ?? []).OfType<JsonObject>())
        {
            if (subject.Text("kind") is "User" or "Group")
                subject.Default("apiGroup", Group);
        }
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var role = obj.Member("roleRef");
        var group = role.Text("apiGroup");
        return (group == Group ? (IEnumerable<FieldError>)[] : [FieldError.Unsupported("roleRef.apiGroup", group, Group)])
            .Concat(_roles.Contains(role.Text("kind")) ? [] : [FieldError.Unsupported("roleRef.kind", role.Text("kind"), _roles)])
            .Concat(role.Text("name") is { Length: > 0 } name
                ? NameChecks.Check("roleRef.name", name, NameChecks.PathSegmentProblem)
                : [FieldError.Required("roleRef.name")])
            .Concat(obj.Member("subjects").Elements().Index().SelectMany(subject => Subject(subject.Item, $"subjects[{subject.Index}]")));
    }

    private IEnumerable<FieldError> Subject(JsonElement subject, string path)
    {
        var (kind, name, group) = (subject.Text("kind"), subject.Text("name"), subject.Text("apiGroup"));
        if (name.Length == 0)
            yield return FieldError.Required($"{path}.name");
        switch (kind)
        {
            case "ServiceAccount":
                foreach (var error in name.Length == 0 ? [] : NameChecks.Check($"{path}.name", name, MetadataChecks.SubdomainProblem))
                    yield return error;
                if (group.Length > 0)
                    yield return FieldError.Unsupported($"{path}.apiGroup", group, "");
                if (!_isNamespaced && subject.Text("namespace").Length == 0)
                    yield return FieldError.Required($"{path}.namespace");
                break;
            case "User" or "Group":
                if (group != Group)
                    yield return FieldError.Unsupported($"{path}.apiGroup", group, Group);
                break;
            default:
                yield return FieldError.Unsupported($"{path}.kind", kind, "ServiceAccount", "User", "Group");
                break;
        }
    }
}
