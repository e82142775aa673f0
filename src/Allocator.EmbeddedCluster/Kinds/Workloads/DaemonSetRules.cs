using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class DaemonSetRules() : BuiltInRules(ResourceTypes.DaemonSets)
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public override void PrepareCreate(JsonObject obj)
    {
        obj.Remove("status");
        var annotations = obj.Child("metadata").Child("annotations");
        annotations[TemplateGeneration] = Math.Max(1, Generation(annotations.Text(TemplateGeneration))).ToString(CultureInfo.InvariantCulture);
    }

    public override void PrepareUpdate(JsonObject obj, JsonElement old)
    {
        var completed = obj.DeepClone().AsObject();
        Complete(completed);
        var generation = Generation(old.Member("metadata", "annotations").Text(TemplateGeneration));
        if (!JsonElement.DeepEquals(completed.ToElement().Member("spec", "template"), old.Member("spec", "template")))
            generation++;
        obj.Child("metadata").Child("annotations")[TemplateGeneration] = generation.ToString(CultureInfo.InvariantCulture);
    }

    // Kubernetes checks an update twice, which shows in its answer.
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        Validate(obj).Concat(SelectorChecks.CheckUpdate(obj, old));

    protected override void SetDefaults(JsonObject obj)
    {
        PodTemplateChecks.SetDefaults(obj);
        var spec = obj.Child("spec");
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Child("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.Child("rollingUpdate").Default("maxUnavailable", 1);
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        var selector = spec.Member("selector");
        return LabelChecks.Selector(selector, "spec.selector")
            .Concat(SelectorChecks.IsWrong(spec) ? [] : PodTemplateChecks.CheckLabels(spec))
            .Concat(spec.Has("selector") && LabelChecks.IsEmpty(selector)
                ? [FieldError.Invalid("spec.selector", GoValues.Selector(selector), "empty selector is invalid for daemonset")]
                : [])
            .Concat(PodTemplateChecks.Check(spec.Member("template")))
            .Concat(PodTemplateChecks.CheckEndless(spec.Member("template"), "DaemonSet"))
            .Concat(NumberChecks.NotNegative(spec, "spec", "minReadySeconds"))
            .Concat(StrategyErrors(spec.Member("updateStrategy")))
            .Concat(NumberChecks.NotNegative(spec, "spec", "revisionHistoryLimit"));
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => PodTemplateChecks.Unsupported(obj);

    private static IEnumerable<FieldError> StrategyErrors(JsonElement strategy)
    {
        const string path = "spec.updateStrategy.rollingUpdate.maxUnavailable";
        var maxUnavailable = strategy.Member("rollingUpdate", "maxUnavailable");
        return strategy.Text("type") switch
        {
            "OnDelete" => [],
            "RollingUpdate" => IntOrPercent.Check(maxUnavailable, path)
                .Concat(IntOrPercent.Number(maxUnavailable) == 0 ? [IntOrPercent.Invalid(maxUnavailable, path, "cannot be 0")] : [])
                .Concat(IntOrPercent.CheckMost(maxUnavailable, path)),
            var other => [new(
                "spec.updateStrategy",
                "FieldValueNotSupported",
                $"Unsupported value: apps.DaemonSetUpdateStrategy{{Type:{GoValues.Quote(other)}, " +
                "RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}: supported values: \"RollingUpdate\", \"OnDelete\"")],
        };
    }

    private static long Generation(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
