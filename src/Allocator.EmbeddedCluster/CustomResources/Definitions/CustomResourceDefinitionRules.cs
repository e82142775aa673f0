using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of CustomResourceDefinition.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/"/>.</remarks>
internal sealed class CustomResourceDefinitionRules : KindRules
{
    public override IReadOnlyList<string> Decode(JsonObject obj)
    {
        var type = ResourceTypes.CustomResourceDefinitions;
        var result = SchemaCatalog.Kubernetes.Find(type.Group, type.Version, type.Kind)!.Decode(obj);
        return result.Error is { } error ? throw ApiException.BadRequest(error.Message) : result.UnknownFields;
    }

    public override void Complete(JsonObject obj)
    {
        var spec = obj.Child("spec");
        var names = spec.Child("names");
        if (names.Text("kind") is { Length: > 0 } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", $"{kind}List");
        }

        spec.Child("conversion").Default("strategy", DefinitionChecks.NoConversion);
        if (spec["preserveUnknownFields"]?.GetValue<bool>() == false)
            spec.Remove("preserveUnknownFields");
        foreach (var version in (spec.Array("versions") ?? []).OfType<JsonObject>())
        {
            version.Default("served", false);
            version.Default("storage", false);
        }
    }

    public override void PrepareCreate(JsonObject obj) => obj["status"] = new JsonObject
    {
        ["conditions"] = null,
        ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
        ["storedVersions"] = StoredVersions(obj, []),
    };

    public override void PrepareUpdate(JsonObject obj, JsonElement old) => obj.Child("status")["storedVersions"] =
        StoredVersions(obj, old.Member("status", "storedVersions").Elements().Select(version => version.Text()));

    // The definition stays until its resources have gone.
    public override void PrepareDelete(JsonObject obj, JsonElement old)
    {
        var metadata = obj.Child("metadata");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata["generation"] = old.Member("metadata").Number("generation");
        var finalizers = metadata.Array("finalizers") ?? [];
        finalizers.Add(DefinitionController.Finalizer);
        metadata["finalizers"] = finalizers;
        DefinitionConditions.Set(
            obj.Child("status"),
            "Terminating",
            true,
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            metadata.Text("deletionTimestamp")!);
    }

    public override IEnumerable<FieldError> Check(JsonElement obj)
    {
        var errors = DefinitionChecks.Check(obj).ToList();
        if (errors.Count == 0 && UnsupportedDefinition.Find(obj) is { } unsupported)
            throw ApiException.NotImplemented(unsupported);
        return errors;
    }

    public override IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old)
    {
        var isEstablished = DefinitionConditions.IsTrue(old, "Established");
        var (spec, before) = (obj.Member("spec"), old.Member("spec"));
        foreach (var (field, now, was, isFixed) in (ReadOnlySpan<(string, string, string, bool)>)
            [
                ("spec.scope", spec.Text("scope"), before.Text("scope"), isEstablished),
                ("spec.names.kind", spec.Member("names").Text("kind"), before.Member("names").Text("kind"), isEstablished),
                ("spec.group", spec.Text("group"), before.Text("group"), true),
                ("spec.names.plural", spec.Member("names").Text("plural"), before.Member("names").Text("plural"), true),
            ])
        {
            if (isFixed && now != was)
                return [FieldError.InvalidText(field, now, "field is immutable")];
        }

        return [];
    }

    private static JsonArray StoredVersions(JsonObject obj, IEnumerable<string> before)
    {
        var storage = (obj.Child("spec").Array("versions") ?? []).OfType<JsonObject>()
            .Where(version => version["storage"]?.GetValue<bool>() == true)
            .Select(version => version.Text("name") ?? "");
        return [.. before.Union(storage).Select(version => JsonValue.Create(version))];
    }
}
