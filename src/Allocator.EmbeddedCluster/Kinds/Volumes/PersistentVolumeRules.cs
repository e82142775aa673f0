using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal sealed class PersistentVolumeRules() : BuiltInRules(ResourceTypes.PersistentVolumes)
{
    private static readonly HashSet<string> s_general =
    [
        "capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions", "volumeMode", "nodeAffinity",
    ];

    public override void PrepareCreate(JsonObject obj) => obj.Remove("status");

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        var (now, before) = (obj.Member("spec"), old.Member("spec"));
        var sources = Sources(now).Union(Sources(before));
        if (sources.Any(source => !ImmutableChecks.AreEqual(now.Member(source), before.Member(source))))
            yield return FieldError.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        foreach (var error in ImmutableChecks.Check("volumeMode", now.Member("volumeMode"), before.Member("volumeMode")))
            yield return error;
        if (!before.Has("nodeAffinity"))
            yield break;
        foreach (var error in ImmutableChecks.Check("nodeAffinity", now.Member("nodeAffinity"), before.Member("nodeAffinity")))
            yield return error;
    }

    protected override void SetDefaults(JsonObject obj)
    {
        var spec = obj.Child("spec");
        spec.Default("persistentVolumeReclaimPolicy", "Retain");
        spec.Default("volumeMode", "Filesystem");
        spec.Object("hostPath")?.Default("type", "");
        obj.Child("status").Default("phase", "Pending");
    }

    protected override IEnumerable<FieldError> Validate(JsonElement obj)
    {
        var spec = obj.Member("spec");
        var modes = spec.Member("accessModes").Elements().Select(mode => mode.Text()).ToList();
        return (modes.Count > 0 ? (IEnumerable<FieldError>)[] : [FieldError.Required("spec.accessModes")])
            .Concat(AccessModes.Check(modes, "spec.accessModes"))
            .Concat(CapacityErrors(spec.Member("capacity")))
            .Concat(PodSpecChecks.Choice(spec, "spec", "persistentVolumeReclaimPolicy", "Delete", "Recycle", "Retain"))
            .Concat(Sources(spec).Skip(1).Select(source => FieldError.Forbidden($"spec.{source}", "may not specify more than 1 volume type")))
            .Concat(Sources(spec).Any() ? [] : [FieldError.Required("spec", "must specify a volume type")])
            .Concat(spec.Text("storageClassName") is { Length: > 0 } storageClass
                ? NameChecks.Check("spec.storageClassName", storageClass, MetadataChecks.SubdomainProblem)
                : [])
            .Concat(PodSpecChecks.Choice(spec, "spec", "volumeMode", "Block", "Filesystem"));
    }

    private static IEnumerable<string> Sources(JsonElement spec) =>
        spec.Members()
            .Where(member => !s_general.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Object)
            .Select(member => member.Name);

    private static IEnumerable<FieldError> CapacityErrors(JsonElement capacity)
    {
        var names = capacity.Members().Select(member => member.Name).ToList();
        if (names.Count == 0)
            yield return FieldError.Required("spec.capacity");
        if (!names.SequenceEqual(["storage"]))
            yield return new("spec.capacity", "FieldValueNotSupported", $"Unsupported value: {Shown(names)}: supported values: \"storage\"");
        foreach (var name in names)
        {
            if (capacity.Amount(name)?.Nanos.Sign <= 0)
                yield return FieldError.InvalidText($"spec.capacity[{name}]", capacity.Text(name), "must be greater than zero");
        }
    }

    private static string Shown(List<string> names) =>
        names.Count == 0 ? "core.ResourceList(nil)" : $"core.ResourceList{{{string.Join(", ", names.Select(GoValues.Quote))}}}";
}
