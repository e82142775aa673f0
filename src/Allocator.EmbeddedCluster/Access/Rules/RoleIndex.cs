using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Allocator.Embedded;

/// <summary>Who has which rules, by the roles and bindings as they are now. Each is read once, however often it is asked for.</summary>
internal sealed class RoleIndex(ObjectStore store)
{
    private readonly ConditionalWeakTable<StoredObject, RoleBinding> _bindings = [];
    private readonly ConditionalWeakTable<StoredObject, IReadOnlyList<PolicyRule>> _rules = [];
    private Snapshot _snapshot = new(ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty, Array.Empty<StoredObject>().ToLookup(binding => ""));

    /// <summary>What somebody is granted everywhere, and in a namespace if one is named.</summary>
    public IEnumerable<RoleGrant> GrantsOf(UserInfo user, string @namespace)
    {
        var everywhere = store.All(ResourceTypes.ClusterRoleBindings).Values;
        var here = @namespace.Length == 0 ? [] : InNamespace(@namespace);
        foreach (var binding in everywhere.Concat(here).Select(obj => _bindings.GetValue(obj, RoleBinding.Read)))
        {
            if (binding.Subjects.FirstOrDefault(subject => subject.Includes(user)) is { } subject)
                yield return new(binding, subject, RulesOf(binding.RoleKind, binding.Key.Namespace, binding.RoleName));
        }
    }

    /// <summary>The rules of a role; null if it is not there.</summary>
    public IReadOnlyList<PolicyRule>? RulesOf(string kind, string @namespace, string name)
    {
        var role = kind == ResourceTypes.Roles.Kind
            ? store.Find(ResourceTypes.Roles, @namespace, name)
            : store.Find(ResourceTypes.ClusterRoles, "", name);
        return role is null ? null : _rules.GetValue(role, obj => [.. obj.Json.Member("rules").Elements().Select(PolicyRule.Read)]);
    }

    // The collection holds the bindings of all namespaces; it is sorted into them once for every state that it is asked in.
    private IEnumerable<StoredObject> InNamespace(string @namespace)
    {
        var all = store.All(ResourceTypes.RoleBindings);
        var snapshot = Volatile.Read(ref _snapshot);
        if (snapshot.All != all)
        {
            snapshot = new(all, all.Values.ToLookup(binding => binding.Namespace));
            Volatile.Write(ref _snapshot, snapshot);
        }

        return snapshot.ByNamespace[@namespace];
    }

    private sealed record Snapshot(ImmutableSortedDictionary<ObjectKey, StoredObject> All, ILookup<string, StoredObject> ByNamespace);
}
