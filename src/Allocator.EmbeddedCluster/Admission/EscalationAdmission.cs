using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>Nobody gives away rights that they do not have, unless they may <c>escalate</c> or <c>bind</c>.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping"/>.</remarks>
internal sealed class EscalationAdmission(RbacAuthorizer authorizer) : IAdmission
{
    private const string Group = "rbac.authorization.k8s.io";

    public void Admit(WriteRequest write)
    {
        var type = write.Kind.Type;
        if (type.Group != Group || write.Verb == WriteVerb.Delete || write.Context.User.IsMaster)
            return;
        var obj = write.Object!.ToElement();
        IReadOnlyList<PolicyRule> given;
        if (type == ResourceTypes.Roles || type == ResourceTypes.ClusterRoles)
        {
            var isUnchanged = write.Old is { } old && IsSame(obj, old, "rules");
            if (isUnchanged || May("escalate", type, write.Key.Name))
                return;
            given = [.. obj.Member("rules").Elements().Select(PolicyRule.Read)];
        }
        else
        {
            var isUnchanged = write.Old is { } old
                && IsSame(obj, old, "roleRef")
                && IsSame(obj, old, "subjects");
            var (kind, name) = (obj.Member("roleRef").Text("kind"), obj.Member("roleRef").Text("name"));
            var role = kind == ResourceTypes.Roles.Kind ? ResourceTypes.Roles : ResourceTypes.ClusterRoles;
            if (isUnchanged || May("bind", role, name))
                return;
            given = authorizer.Roles.RulesOf(kind, write.Key.Namespace, name) ?? throw ApiException.NotFound(role, name);
        }

        Check(write, given);

        bool May(string verb, ResourceType role, string name) =>
            authorizer.IsAllowed(RequestAttributes.OfResource(write.Context.User, verb, role, write.Key.Namespace, name));
    }

    private void Check(WriteRequest write, IReadOnlyList<PolicyRule> given)
    {
        var user = write.Context.User;
        var held = authorizer.Roles.GrantsOf(user, write.Key.Namespace).SelectMany(grant => grant.Rules ?? []).ToList();
        var missing = given.SelectMany(Atoms).Where(atom => !held.Exists(rule => rule.Covers(atom)))
            .GroupBy(Place, atom => atom.Verbs[0])
            .Select(verbs => $"{{{verbs.Key}, Verbs:{Listed(verbs.Distinct().Order(StringComparer.Ordinal))}}}")
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count == 0)
            return;
        var groups = string.Join(", ", user.Groups.Select(group => $"\"{group}\""));
        throw ApiException.Forbidden(
            write.Kind.Type,
            AdmittedName.Of(write),
            $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing)}");
    }

    /// <summary>The rule as rules of one verb and one resource or path each.</summary>
    private static IEnumerable<PolicyRule> Atoms(PolicyRule rule)
    {
        IReadOnlyList<IReadOnlyList<string>> names = rule.Names.Count == 0 ? [[]] : [.. rule.Names.Select(name => (IReadOnlyList<string>)[name])];
        var resources =
            from verb in rule.Verbs
            from apiGroup in rule.Groups
            from resource in rule.Resources
            from name in names
            select new PolicyRule { Verbs = [verb], Groups = [apiGroup], Resources = [resource], Names = name };
        return resources.Concat(
            from verb in rule.Verbs
            from path in rule.Paths
            select new PolicyRule { Verbs = [verb], Paths = [path] });
    }

    private static bool IsSame(JsonElement obj, StoredObject old, string member) =>
        obj.Member(member).ToString() == old.Json.Member(member).ToString();

    private static string Place(PolicyRule atom) => atom.Paths.Count > 0
        ? $"NonResourceURLs:{Listed(atom.Paths)}"
        : atom.Names.Count > 0 ? $"{Resource(atom)}, ResourceNames:{Listed(atom.Names)}"
        : Resource(atom);

    private static string Resource(PolicyRule atom) => $"APIGroups:{Listed(atom.Groups)}, Resources:{Listed(atom.Resources)}";

    private static string Listed(IEnumerable<string> values) => $"[{string.Join(' ', values.Select(value => $"\"{value}\""))}]";
}
