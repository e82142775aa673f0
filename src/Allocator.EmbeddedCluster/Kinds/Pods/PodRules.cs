using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class PodRules() : BuiltInRules(ResourceTypes.Pods)
{
    public override void PrepareCreate(JsonObject obj) => obj["status"] = new JsonObject
    {
        ["phase"] = "Pending",
        ["qosClass"] = QosClass.Of(obj.Object("spec")?.ToElement() ?? default),
    };

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) =>
        PodUpdateChecks.Check(obj.Member("spec"), old.Member("spec"));

    protected override void SetDefaults(JsonObject obj)
    {
        var spec = obj.Child("spec");
        PodSpecDefaults.Set(spec);
        PodSpecDefaults.SetForPod(spec);
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        return PodSpecChecks.Check(spec, "spec").Concat(TokenErrors(spec))
            .Concat(ImageErrors(spec, "containers")).Concat(ImageErrors(spec, "initContainers"))
            .Concat(spec.Member("ephemeralContainers").Elements().Any()
                ? [FieldError.Forbidden("spec.ephemeralContainers", "cannot be set on create")]
                : []);
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => UnsupportedPodFeatures.Find(obj.Member("spec"), "spec");

    private static IEnumerable<FieldError> TokenErrors(JsonElement spec)
    {
        if (spec.Has("serviceAccountName"))
            return [];
        return from volume in spec.Member("volumes").Elements().Index()
               from source in volume.Item.Member("projected", "sources").Elements().Index()
               where source.Item.Has("serviceAccountToken")
               select FieldError.Forbidden(
                   $"spec.volumes[{volume.Index}].projected.sources[{source.Index}].serviceAccountToken",
                   "must not be specified when serviceAccountName is not set");
    }

    private static IEnumerable<FieldError> ImageErrors(JsonElement spec, string member) =>
        from container in spec.Member(member).Elements().Index()
        let image = container.Item.Text("image")
        where image.Trim().Length != image.Length
        select FieldError.InvalidText($"spec.{member}[{container.Index}].image", image, "must not have leading or trailing whitespace");
}
