using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class ClusterRoleRules() : BuiltInRules(ResourceTypes.ClusterRoles)
{
    public override string? NameProblem(string name) => NameChecks.PathSegmentProblem(name);

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var errors = PolicyRuleChecks.Check(obj, false);
        if (!obj.TryMember("aggregationRule", out var aggregation))
            return errors;
        const string path = "aggregationRule.clusterRoleSelectors";
        var selectors = aggregation.Member("clusterRoleSelectors").Elements().ToList();
        return errors
            .Concat(selectors.Count > 0 ? [] : [FieldError.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil")])
            .Concat(selectors.Index().SelectMany(selector => LabelChecks.Selector(selector.Item, $"{path}[{selector.Index}]")));
    }
}
