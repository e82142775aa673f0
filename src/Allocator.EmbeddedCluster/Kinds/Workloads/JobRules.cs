using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class JobRules() : BuiltInRules(ResourceTypes.Jobs)
{
    private const string UidLabel = "controller-uid";
    private const string NameLabel = "job-name";

    public override void PrepareCreate(JsonObject obj)
    {
        obj.Remove("status");

        // The name becomes a label of the pods.
        MetadataRules.GenerateName(obj);
        var (metadata, spec) = (obj.Child("metadata"), obj.Child("spec"));
        var hadLabels = spec.Child("template").Child("metadata").Object("labels") is { Count: > 0 };
        if (spec["manualSelector"] is not JsonValue manual || manual.GetValueKind() != JsonValueKind.True)
            GenerateSelector(metadata, spec);
        if (hadLabels && metadata.Object("labels") is not { Count: > 0 })
            metadata["labels"] = spec.Child("template").Child("metadata").Child("labels").DeepClone();
    }

    // Kubernetes checks an update twice, which shows in its answer.
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        var (now, before) = (obj.Member("spec"), old.Member("spec"));
        return SpecErrors(now)
            .Concat(ImmutableChecks.Check("spec.completions", now.Member("completions"), before.Member("completions")))
            .Concat(SelectorChecks.CheckUpdate(obj, old))
            .Concat(ImmutableChecks.Check("spec.template", now.Member("template"), before.Member("template"), "core.PodTemplateSpec{...}"));
    }

    protected override void SetDefaults(JsonObject obj)
    {
        PodTemplateChecks.SetDefaults(obj);
        var spec = obj.Child("spec");
        if (!spec.ContainsKey("parallelism"))
            spec.Default("completions", 1);
        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", 6);
        if (obj.Child("metadata").Object("labels") is null && spec.Child("template").Child("metadata").Object("labels") is { } labels)
            obj.Child("metadata")["labels"] = labels.DeepClone();
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj) => GeneratedErrors(obj).Concat(SpecErrors(obj.Member("spec")));

    protected override IEnumerable<string> Unsupported(JsonElement obj) =>
        PodTemplateChecks.Unsupported(obj).Concat(UnsupportedFeatures.Jobs.Find(obj));

    private static void GenerateSelector(JsonObject metadata, JsonObject spec)
    {
        var labels = spec.Child("template").Child("metadata").Child("labels");
        labels.Default(NameLabel, metadata.Text("name") ?? "");
        labels.Default(UidLabel, metadata.Text("uid")!);
        spec.Child("selector").Child("matchLabels").Default(UidLabel, metadata.Text("uid")!);
    }

    private static IEnumerable<FieldError> GeneratedErrors(JsonElement obj)
    {
        var (metadata, spec) = (obj.Member("metadata"), obj.Member("spec"));
        if (spec.Flag("manualSelector") || !spec.TryMember("selector", out var selector))
            yield break;
        var labels = spec.Member("template", "metadata", "labels");
        foreach (var (label, value) in ((string, string)[])[(UidLabel, metadata.Text("uid")), (NameLabel, metadata.Text("name"))])
        {
            var field = $"spec.template.metadata.labels[{label}]";
            if (!labels.Has(label))
                yield return FieldError.Required(field, $"must be '{value}'");
            else if (labels.Text(label) != value)
                yield return FieldError.Invalid(field, GoValues.Texts(labels), $"must be '{value}'");
        }

        var generated = new JsonObject { [UidLabel] = metadata.Text("uid"), [NameLabel] = metadata.Text("name") };
        if (!LabelChecks.Selects(selector, generated.ToElement()))
            yield return FieldError.Invalid("spec.selector", GoValues.Selector(selector), "`selector` not auto-generated");
    }

    private static IEnumerable<FieldError> SpecErrors(JsonElement spec)
    {
        var template = spec.Member("template");
        return NumberChecks.NotNegative(
                spec, "spec", "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished")
            .Concat(PodTemplateChecks.Check(template))
            .Concat(RestartErrors(template.Member("spec").Text("restartPolicy")))
            .Concat(spec.TryMember("selector", out var selector)
                ? LabelChecks.Selector(selector, "spec.selector")
                : [FieldError.Required("spec.selector")])
            .Concat(PodTemplateChecks.CheckLabels(spec));
    }

    private static IEnumerable<FieldError> RestartErrors(string policy)
    {
        const string path = "spec.template.spec.restartPolicy";
        return policy switch
        {
            "OnFailure" or "Never" => [],
            "Always" or "" => [FieldError.Required(path, "valid values: \"OnFailure\", \"Never\"")],
            _ => [FieldError.Unsupported(path, policy, "OnFailure", "Never")],
        };
    }
}
