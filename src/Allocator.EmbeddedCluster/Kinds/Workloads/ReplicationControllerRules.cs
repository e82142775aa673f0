using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class ReplicationControllerRules() : BuiltInRules(ResourceTypes.ReplicationControllers)
{
    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    // Kubernetes checks an update twice, which shows in its answer.
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) => Validate(obj);

    protected override void SetDefaults(JsonObject obj)
    {
        var spec = obj.Child("spec");
        if (spec.Object("template") is { } template)
        {
            PodTemplateChecks.SetDefaults(obj);
            if (template.Object("metadata")?.Object("labels") is { } labels)
            {
                spec.Default("selector", labels.DeepClone());
                obj.Child("metadata").Default("labels", labels.DeepClone());
            }
        }

        spec.Default("replicas", 1);
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return NumberChecks.NotNegative(spec, "spec", "minReadySeconds")
            .Concat(spec.Has("selector") ? [] : [FieldError.Required("spec.selector")])
            .Concat(NumberChecks.NotNegative(spec, "spec", "replicas"))
            .Concat(spec.TryMember("template", out var template) ? TemplateErrors(spec, template) : [FieldError.Required("spec.template")]);
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => PodTemplateChecks.Unsupported(obj);

    private static IEnumerable<FieldError> TemplateErrors(JsonElement spec, JsonElement template)
    {
        var labels = template.Member("metadata", "labels");
        var isSelected = spec.Member("selector").Members().All(label => labels.Text(label.Name) == label.Value.Text() && labels.Has(label.Name));
        return (isSelected ? (IEnumerable<FieldError>)[] : [PodTemplateChecks.NotSelected(labels)])
            .Concat(PodTemplateChecks.Check(template))
            .Concat(PodTemplateChecks.CheckEndless(template, "ReplicationController"));
    }
}
