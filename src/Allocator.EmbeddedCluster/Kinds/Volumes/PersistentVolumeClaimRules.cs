using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class PersistentVolumeClaimRules() : BuiltInRules(ResourceTypes.PersistentVolumeClaims)
{
    private const string Immutable = "spec is immutable after creation except resources.requests for bound claims";

    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    // Kubernetes checks an update twice, which shows in its answer.
    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        foreach (var error in Validate(obj))
            yield return error;
        var isBound = obj.Member("status").Text("phase") == "Bound";
        if (!JsonNode.DeepEquals(Fixed(obj, old, isBound), Fixed(old, old, isBound)))
            yield return FieldError.Forbidden("spec", Immutable);
        if (Storage(obj)?.Nanos < Storage(old)?.Nanos)
            yield return FieldError.Forbidden("spec.resources.requests.storage", "field can not be less than previous value");
        var mode = obj.Member("spec", "volumeMode");
        foreach (var error in ImmutableChecks.Check("volumeMode", mode, old.Member("spec", "volumeMode")))
            yield return error;
    }

    protected override void SetDefaults(JsonObject obj)
    {
        obj.Child("spec").Default("volumeMode", "Filesystem");
        obj.Child("status").Default("phase", "Pending");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        var modes = spec.Member("accessModes").Elements().Select(mode => mode.Text()).ToList();
        return (modes.Count > 0 ? (IEnumerable<FieldError>)[] : [FieldError.Required("spec.accessModes", "at least 1 access mode is required")])
            .Concat(LabelChecks.Selector(spec.Member("selector"), "spec.selector"))
            .Concat(AccessModes.Check(modes, "spec.accessModes"))
            .Concat(StorageErrors(spec.Member("resources", "requests")))
            .Concat(spec.Text("storageClassName") is { Length: > 0 } storageClass
                ? NameChecks.Check("spec.storageClassName", storageClass, MetadataChecks.SubdomainProblem)
                : [])
            .Concat(PodSpecChecks.Choice(spec, "spec", "volumeMode", "Block", "Filesystem"));
    }

    protected override IEnumerable<string> Unsupported(JsonElement obj) => UnsupportedFeatures.Claims.Find(obj);

    private static IEnumerable<FieldError> StorageErrors(JsonElement requests)
    {
        const string field = "spec.resources[storage]";
        if (requests.Amount("storage") is not { } storage)
            return [FieldError.Required(field)];
        return storage.Nanos.Sign <= 0 ? [FieldError.InvalidText(field, storage.ToString(), "must be greater than zero")] : [];
    }

    private static Quantity? Storage(JsonElement claim) => claim.Member("spec", "resources", "requests").Amount("storage");

    // The volume's name may come once, and a bound claim may grow.
    private static JsonObject Fixed(JsonElement claim, JsonElement old, bool isBound)
    {
        var spec = claim.Member("spec").ToObject();
        if (old.Member("spec").Text("volumeName").Length == 0)
            spec.Remove("volumeName");
        if (isBound)
            (spec.Object("resources")?.Object("requests"))?.Remove("storage");
        return spec;
    }
}
