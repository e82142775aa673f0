using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class StatefulSetRules() : BuiltInRules(ResourceTypes.StatefulSets)
{
    private static readonly string[] s_changeable = ["replicas", "template", "updateStrategy"];

    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        if (!JsonNode.DeepEquals(Fixed(obj), Fixed(old)))
        {
            yield return FieldError.Forbidden(
                "spec", "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden");
        }

        foreach (var error in NumberChecks.NotNegative(obj.Member("spec"), "spec", "replicas"))
            yield return error;
    }

    protected override void SetDefaults(JsonObject obj)
    {
        PodTemplateChecks.SetDefaults(obj);
        var spec = obj.Child("spec");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("podManagementPolicy", "OrderedReady");
        foreach (var claim in (spec.Array("volumeClaimTemplates") ?? []).OfType<JsonObject>())
            SetClaimDefaults(claim);
        var strategy = spec.Child("updateStrategy");
        if (strategy.Text("type") is null)
        {
            strategy["type"] = "RollingUpdate";
            strategy.Default("rollingUpdate", new JsonObject());
        }

        if (strategy.Text("type") == "RollingUpdate")
            strategy.Object("rollingUpdate")?.Default("partition", 0);
    }

    // The template of the pods is not looked into here: what is wrong with it shows when a pod is made.
    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        var labels = spec.Member("template", "metadata", "labels");
        return ManagementErrors(spec.Text("podManagementPolicy"))
            .Concat(StrategyErrors(spec.Member("updateStrategy")))
            .Concat(NumberChecks.NotNegative(spec, "spec", "replicas"))
            .Concat(SelectorChecks.Check(spec, "statefulset"))
            .Concat(SelectorChecks.IsWrong(spec)
                ? [SelectorChecks.Wrong(spec, "")]
                : SelectorChecks.CheckTemplate(spec).Concat(LabelChecks.Labels(labels, "spec.template.labels")))
            .Concat(PodTemplateChecks.CheckEndless(spec.Member("template"), "StatefulSet"));
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => PodTemplateChecks.Unsupported(obj)
        .Concat(from claim in obj.Member("spec", "volumeClaimTemplates").Elements().Index()
                from path in UnsupportedFeatures.Claims.Find(claim.Item)
                select $"spec.volumeClaimTemplates[{claim.Index}].{path}");

    private static void SetClaimDefaults(JsonObject claim)
    {
        claim.Default("apiVersion", "v1");
        claim.Default("kind", "PersistentVolumeClaim");
        claim.Child("spec").Default("volumeMode", "Filesystem");
        claim.Child("status").Default("phase", "Pending");
    }

    private static IEnumerable<FieldError> ManagementErrors(string policy) => policy is "OrderedReady" or "Parallel"
        ? []
        : [FieldError.InvalidText("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'")];

    private static IEnumerable<FieldError> StrategyErrors(JsonElement strategy)
    {
        const string path = "spec.updateStrategy";
        return strategy.Text("type") switch
        {
            "RollingUpdate" => NumberChecks.NotNegative(strategy.Member("rollingUpdate"), $"{path}.rollingUpdate", "partition"),
            "OnDelete" => strategy.Has("rollingUpdate")
                ? [FieldError.Invalid(
                    $"{path}.rollingUpdate",
                    $"apps.RollingUpdateStatefulSetStrategy{{Partition:{strategy.Member("rollingUpdate").Number("partition") ?? 0}}}",
                    "only allowed for updateStrategy 'RollingUpdate'")]
                : [],
            var other => [FieldError.Invalid(
                path,
                $"apps.StatefulSetUpdateStrategy{{Type:{GoValues.Quote(other)}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}}",
                "must be 'RollingUpdate' or 'OnDelete'")],
        };
    }

    private static JsonObject Fixed(JsonElement obj)
    {
        var spec = obj.Member("spec").ToObject();
        foreach (var member in s_changeable)
            spec.Remove(member);
        return spec;
    }
}
