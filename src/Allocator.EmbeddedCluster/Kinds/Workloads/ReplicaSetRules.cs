using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class ReplicaSetRules() : BuiltInRules(ResourceTypes.ReplicaSets)
{
    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    // Kubernetes checks an update twice, which shows in its answer.
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        Validate(obj).Concat(SelectorChecks.CheckUpdate(obj, old));

    protected override void SetDefaults(JsonObject obj)
    {
        PodTemplateChecks.SetDefaults(obj);
        obj.Child("spec").Default("replicas", 1);
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return NumberChecks.NotNegative(spec, "spec", "replicas", "minReadySeconds")
            .Concat(SelectorChecks.Check(spec, "deployment"))
            .Concat(PodTemplateChecks.CheckReplicated(spec));
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => PodTemplateChecks.Unsupported(obj);
}
