using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class DeploymentRules() : BuiltInRules(ResourceTypes.Deployments)
{
    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) => SelectorChecks.CheckUpdate(obj, old);

    protected override void SetDefaults(JsonObject obj)
    {
        PodTemplateChecks.SetDefaults(obj);
        var spec = obj.Child("spec");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Child("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate")
            return;
        strategy.Child("rollingUpdate").Default("maxUnavailable", "25%");
        strategy.Child("rollingUpdate").Default("maxSurge", "25%");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return NumberChecks.NotNegative(spec, "spec", "replicas")
            .Concat(SelectorChecks.Check(spec, "deployment"))
            .Concat(PodTemplateChecks.CheckReplicated(spec))
            .Concat(StrategyErrors(spec.Member("strategy")))
            .Concat(NumberChecks.NotNegative(spec, "spec", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"))
            .Concat(spec.Number("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Number("minReadySeconds") ?? 0)
                ? [NumberChecks.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds")]
                : []);
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => PodTemplateChecks.Unsupported(obj);

    private static IEnumerable<FieldError> StrategyErrors(JsonElement strategy)
    {
        var rolling = strategy.Member("rollingUpdate");
        return strategy.Text("type") switch
        {
            "RollingUpdate" => RollingErrors(rolling.Member("maxUnavailable"), rolling.Member("maxSurge")),
            "Recreate" => strategy.Has("rollingUpdate")
                ? [FieldError.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")]
                : [],
            var other => [new(
                "spec.strategy",
                "FieldValueNotSupported",
                $"Unsupported value: apps.DeploymentStrategy{{Type:{GoValues.Quote(other)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}}: " +
                "supported values: \"Recreate\", \"RollingUpdate\"")],
        };
    }

    private static IEnumerable<FieldError> RollingErrors(JsonElement maxUnavailable, JsonElement maxSurge)
    {
        const string path = "spec.strategy.rollingUpdate";
        return IntOrPercent.Check(maxUnavailable, $"{path}.maxUnavailable")
            .Concat(IntOrPercent.Check(maxSurge, $"{path}.maxSurge"))
            .Concat(IntOrPercent.Number(maxUnavailable) == 0 && IntOrPercent.Number(maxSurge) == 0
                ? [IntOrPercent.Invalid(maxUnavailable, $"{path}.maxUnavailable", "may not be 0 when `maxSurge` is 0")]
                : [])
            .Concat(IntOrPercent.CheckMost(maxUnavailable, $"{path}.maxUnavailable"));
    }
}
