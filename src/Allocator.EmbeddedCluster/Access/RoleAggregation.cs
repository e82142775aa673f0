using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Gives cluster roles with an aggregation rule the rules of the roles that it selects.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles"/>.</remarks>
internal sealed class RoleAggregation(ObjectOperations operations) : IController
{
    public string Name => "clusterrole-aggregation-controller";

    public IEnumerable<ObjectReference> Affected(StoreChange change) => change.Object.Type == ResourceTypes.ClusterRoles
        ? operations.Store.All(ResourceTypes.ClusterRoles).Values.Where(IsAggregated).Select(role => role.Reference)
        : [];

    public TimeSpan? Reconcile(ObjectReference reference)
    {
        lock (operations.Store.Gate)
        {
            if (operations.Store.Find(reference) is not { } role || !IsAggregated(role))
                return null;
            var selectors = role.Json.Member("aggregationRule", "clusterRoleSelectors").Elements().Select(LabelSelector.Read).ToList();
            var rules = operations.Store.All(ResourceTypes.ClusterRoles).Values
                .Where(other => other.Name != role.Name && selectors.Any(selector => selector.Matches(other.Labels)))
                .SelectMany(other => other.Json.Member("rules").Elements())
                .DistinctBy(rule => rule.GetRawText())
                .ToList();
            if (!rules.Select(rule => rule.GetRawText()).SequenceEqual(role.Json.Member("rules").Elements().Select(rule => rule.GetRawText())))
                operations.Modify(role, copy => copy["rules"] = new JsonArray([.. rules.Select(rule => rule.ToObject())]));
        }

        return null;
    }

    private static bool IsAggregated(StoredObject role) => role.Json.Has("aggregationRule");
}
