using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class NamespaceRules() : BuiltInRules(ResourceTypes.Namespaces)
{
    private const string Finalizer = "kubernetes";

    public override string? NameProblem(string name) => MetadataChecks.DnsLabelProblem(name);

    public override void PrepareCreate(JsonObject obj)
    {
        obj["status"] = new JsonObject { ["phase"] = "Active" };
        var spec = obj.Child("spec");
        var finalizers = spec.Array("finalizers") ?? [];
        if (!finalizers.Any(finalizer => finalizer!.GetValue<string>() == Finalizer))
            finalizers.Add(Finalizer);
        spec["finalizers"] = finalizers;
    }

    public override void PrepareUpdate(JsonObject obj, JsonElement old)
    {
        if (old.Member("spec").TryMember("finalizers", out var finalizers))
            obj.Child("spec")["finalizers"] = JsonNode.Parse(finalizers.GetRawText());
        else
            obj.Child("spec").Remove("finalizers");
    }

    protected override void SetDefaults(JsonObject obj) => obj.Child("status").Default("phase", "Active");

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        foreach (var finalizer in obj.Member("spec", "finalizers").Elements().Select(item => item.Text()))
        {
            foreach (var error in NameChecks.Check("spec.finalizers", finalizer, MetadataChecks.KeyProblems))
                yield return error;
            var isStandard = finalizer is Finalizer or DeletionMark.ForegroundFinalizer or DeletionMark.OrphanFinalizer;
            if (!isStandard && !finalizer.Contains('/', StringComparison.Ordinal))
            {
                yield return FieldError.InvalidText(
                    "spec.finalizers", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }
}
