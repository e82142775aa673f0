using System.Text.Json;

namespace Allocator.Embedded;

internal sealed class LeaseRules() : BuiltInRules(ResourceTypes.Leases)
{
    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        if (spec.Number("leaseDurationSeconds") is <= 0 and { } seconds)
            yield return NumberChecks.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        if (spec.Number("leaseTransitions") is < 0 and { } transitions)
            yield return NumberChecks.Invalid("spec.leaseTransitions", transitions, "must to greater or equal than 0");
    }
}
