using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class NodeRules() : BuiltInRules(ResourceTypes.Nodes)
{
    protected override void SetDefaults(JsonObject obj)
    {
        var status = obj.Child("status");
        if (status.Object("capacity") is { } capacity)
            status.Default("allocatable", capacity.DeepClone());
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj) => Taints(obj).Concat(
        from member in (string[])["capacity", "allocatable"]
        from amount in obj.Member("status", member).Members()
        from error in QuantityChecks.Check(amount.Name, amount.Value.Text(), $"status.{member}.{amount.Name}")
        select error);

    private static IEnumerable<FieldError> Taints(JsonElement obj)
    {
        foreach (var (i, taint) in obj.Member("spec", "taints").Elements().Index())
        {
            var path = $"metadata.taints[{i}]";
            foreach (var error in NameChecks.Check($"{path}.key", taint.Text("key"), MetadataChecks.KeyProblems))
                yield return error;
            foreach (var error in NameChecks.Check($"{path}.value", taint.Text("value"), MetadataChecks.LabelValueProblem))
                yield return error;
            if (taint.Text("effect") is var effect and not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                yield return effect.Length == 0
                    ? FieldError.Required($"{path}.effect")
                    : FieldError.Unsupported($"{path}.effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }
        }
    }
}
