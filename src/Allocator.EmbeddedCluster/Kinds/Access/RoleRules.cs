using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class RoleRules() : BuiltInRules(ResourceTypes.Roles)
{
    public override string? NameProblem(string name) => NameChecks.PathSegmentProblem(name);

    protected override IEnumerable<FieldError> Validate(JsonElement obj) => PolicyRuleChecks.Check(obj, true);
}
