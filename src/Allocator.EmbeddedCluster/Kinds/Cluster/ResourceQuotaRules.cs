using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class ResourceQuotaRules() : BuiltInRules(ResourceTypes.ResourceQuotas)
{
    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    protected override IEnumerable<FieldError> Validate(JsonElement obj) => Amounts(obj.Member("spec", "hard"), "spec.hard")
        .Concat(Amounts(obj.Member("status", "hard"), "status.hard"))
        .Concat(Amounts(obj.Member("status", "used"), "status.used"));

    protected override IEnumerable<string> Unsupported(JsonElement obj) => UnsupportedFeatures.Quotas.Find(obj);

    private static IEnumerable<FieldError> Amounts(JsonElement amounts, string path) => amounts.Members().SelectMany(amount =>
        ResourceNames.CheckQuota(amount.Name, $"{path}[{amount.Name}]")
            .Concat(QuantityChecks.Check(amount.Name, amount.Value.Text(), $"{path}[{amount.Name}]")));
}
