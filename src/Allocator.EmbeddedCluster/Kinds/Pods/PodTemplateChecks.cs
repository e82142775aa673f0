using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The template of a workload's pods.</summary>
internal static class PodTemplateChecks
{
    public static void SetDefaults(JsonObject owner) => PodSpecDefaults.Set(owner.Child("spec").Child("template").Child("spec"));

    public static IEnumerable<FieldError> Check(JsonElement template, string path = "spec.template")
    {
        foreach (var error in LabelChecks.Labels(template.Member("metadata", "labels"), $"{path}.labels"))
            yield return error;
        foreach (var annotation in template.Member("metadata", "annotations").Members())
        {
            foreach (var problem in MetadataChecks.KeyProblems(annotation.Name.ToLowerInvariant()))
                yield return FieldError.InvalidText($"{path}.annotations", annotation.Name, problem);
        }

        foreach (var error in PodSpecChecks.Check(template.Member("spec"), $"{path}.spec"))
            yield return error;
        if (template.Member("spec", "ephemeralContainers").Elements().Any())
            yield return FieldError.Forbidden($"{path}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
    }

    /// <summary>The template of what keeps a number of pods, as far as its selector is right.</summary>
    public static IEnumerable<FieldError> CheckReplicated(JsonElement spec) => SelectorChecks.IsWrong(spec)
        ? [SelectorChecks.Wrong(spec, "invalid label selector")]
        : SelectorChecks.CheckTemplate(spec)
            .Concat(Check(spec.Member("template")))
            .Concat(CheckEndless(spec.Member("template"), "ReplicaSet"));

    public static IEnumerable<FieldError> CheckLabels(JsonElement spec)
    {
        var labels = spec.Member("template", "metadata", "labels");
        return LabelChecks.Selects(spec.Member("selector"), labels) ? [] : [NotSelected(labels)];
    }

    public static IEnumerable<string> Unsupported(JsonElement owner) =>
        UnsupportedPodFeatures.Find(owner.Member("spec", "template", "spec"), "spec.template.spec");

    public static FieldError NotSelected(JsonElement labels) =>
        FieldError.Invalid("spec.template.metadata.labels", GoValues.Texts(labels), "`selector` does not match template `labels`");

    /// <summary>What is wrong with pods that are to run for ever.</summary>
    public static IEnumerable<FieldError> CheckEndless(JsonElement template, string kind)
    {
        var spec = template.Member("spec");
        if (spec.Text("restartPolicy") != "Always")
            yield return FieldError.Unsupported("spec.template.spec.restartPolicy", spec.Text("restartPolicy"), "Always");
        if (spec.Has("activeDeadlineSeconds"))
            yield return FieldError.Forbidden("spec.template.spec.activeDeadlineSeconds", $"activeDeadlineSeconds in {kind} is not Supported");
    }
}
