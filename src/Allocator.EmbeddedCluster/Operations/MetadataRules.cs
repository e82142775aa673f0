using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of <c>metadata</c>, the same for all kinds.</summary>
internal static class MetadataRules
{
    private const string SuffixCharacters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestBase = 58;

    /// <summary>Refuses an object whose kind, namespace or name is not the path's.</summary>
    /// <param name="kind">The path's kind.</param>
    /// <param name="namespace">Its namespace; empty at the cluster scope.</param>
    /// <param name="name">Its name; null if something is created there.</param>
    /// <param name="obj">What was sent.</param>
    public static void CheckIdentity(KindDefinition kind, string @namespace, string? name, JsonObject obj)
    {
        if (kind.IsCustom)
            CustomIdentity.Check(kind, obj);
        obj.Default("apiVersion", kind.Type.ApiVersion);
        obj.Default("kind", kind.Type.Kind);
        var (apiVersion, sentKind) = (obj.Text("apiVersion"), obj.Text("kind"));
        if (sentKind != kind.Type.Kind || apiVersion != kind.Type.ApiVersion)
        {
            throw ApiException.BadRequest(
                $"{sentKind} in version \"{apiVersion?.Split('/')[^1]}\" cannot be handled as a {kind.Type.Kind}: no kind \"{sentKind}\" is registered for version \"{apiVersion}\"");
        }

        if (obj["metadata"] is not (null or JsonObject))
            throw ApiException.BadRequest($"{kind.Type.Kind} in version \"{kind.Type.Version}\" cannot be handled as a {kind.Type.Kind}: metadata is not an object");
        var metadata = obj.Child("metadata");
        if (kind.Type.Namespaced)
        {
            if (metadata.Text("namespace") is { Length: > 0 } sent && sent != @namespace)
            {
                throw ApiException.BadRequest(name is null
                    ? "the namespace of the provided object does not match the namespace sent on the request"
                    : $"the namespace of the object ({sent}) does not match the namespace on the request ({@namespace})");
            }

            metadata["namespace"] = @namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (name is null)
            return;
        if (metadata.Text("name") is not { Length: > 0 } sentName)
            throw ApiException.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        if (sentName != name)
            throw ApiException.BadRequest($"the name of the object ({sentName}) does not match the name on the URL ({name})");
    }

    /// <summary>Gives a new object what only the server may give.</summary>
    public static void PrepareCreate(KindDefinition kind, JsonObject obj, DateTimeOffset now)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Text("resourceVersion") is { Length: > 0 })
            throw new ApiException(500, "", "resourceVersion should not be set on objects to be created");
        foreach (var own in (ReadOnlySpan<string>)["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"])
            metadata.Remove(own);
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamp.Format(now);
        if (kind.HasGeneration)
            metadata["generation"] = 1;
    }

    /// <summary>Makes the name of an object that only says how it begins.</summary>
    public static void GenerateName(JsonObject obj)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Text("name") is { Length: > 0 } || metadata.Text("generateName") is not { Length: > 0 } prefix)
            return;
        metadata["name"] = (prefix.Length > LongestBase ? prefix[..LongestBase] : prefix) + RandomNumberGenerator.GetString(SuffixCharacters, SuffixLength);
    }

    /// <summary>Refuses an update that does not say which state it replaces.</summary>
    public static void CheckVersionGiven(KindDefinition kind, JsonObject obj)
    {
        if (obj.Child("metadata").Text("resourceVersion") is not (null or "" or "0"))
            return;
        var details = new JsonObject { ["name"] = obj.Child("metadata").Text("name"), ["group"] = kind.Type.Group, ["kind"] = kind.Type.Plural };
        throw ApiException.Invalid(
            kind.Type.ResourceName,
            obj.Child("metadata").Text("name") ?? "",
            details,
            FieldError.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update"));
    }

    /// <summary>Refuses to replace another object of the same name.</summary>
    public static void CheckUid(KindDefinition kind, StoredObject old, JsonObject obj)
    {
        if (obj.Child("metadata").Text("uid") is { Length: > 0 } uid && uid != old.Uid)
            throw ApiException.Conflict(kind.Type, old.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Uid}");
    }

    /// <summary>What a change may not change, though it says so.</summary>
    public static IReadOnlyList<FieldError> CheckImmutable(StoredObject old, JsonObject obj)
    {
        var metadata = obj.Child("metadata");
        var errors = new List<FieldError>();
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != old.Uid)
            errors.Add(FieldError.InvalidText("metadata.uid", uid, "field is immutable"));
        if (!old.IsTerminating && metadata["deletionTimestamp"] is { } time)
            errors.Add(FieldError.Invalid("metadata.deletionTimestamp", time.ToJsonString(), "field is immutable"));
        if (!old.IsTerminating && metadata["deletionGracePeriodSeconds"] is { } seconds)
            errors.Add(FieldError.Invalid("metadata.deletionGracePeriodSeconds", seconds.ToJsonString(), "field is immutable"));
        return errors;
    }

    /// <summary>Refuses a change of a state that is no longer there.</summary>
    public static void CheckConcurrency(KindDefinition kind, StoredObject old, JsonObject obj)
    {
        var version = obj.Child("metadata").Text("resourceVersion");
        if (version is null or "" or "0")
            return;
        if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw ApiException.NotANumber(version);
        if (version != old.Json.Member("metadata").Text("resourceVersion"))
        {
            throw ApiException.Conflict(
                kind.Type, old.Name, "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    /// <summary>Takes over what an update cannot change.</summary>
    public static void PrepareUpdate(StoredObject old, JsonObject obj)
    {
        var metadata = obj.Child("metadata");
        foreach (var own in (ReadOnlySpan<string>)["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"])
        {
            if (old.Json.Member("metadata").TryMember(own, out var value))
                metadata[own] = JsonNode.Parse(value.GetRawText());
            else
                metadata.Remove(own);
        }
    }

    /// <summary>Counts a change of anything but metadata and status.</summary>
    public static void CountGeneration(KindDefinition kind, StoredObject old, JsonObject obj)
    {
        if (!kind.HasGeneration || obj.Child("metadata").Number("generation") is not { } generation)
            return;
        var (before, after) = (Substance(kind, old.Copy()), Substance(kind, obj.DeepClone().AsObject()));
        var annotationsCount = kind.GenerationCountsAnnotations
            && !JsonNode.DeepEquals(old.Copy().Child("metadata")["annotations"], obj.Child("metadata")["annotations"]);
        if (annotationsCount || !JsonNode.DeepEquals(before, after))
            obj.Child("metadata")["generation"] = generation + 1;
    }

    public static IEnumerable<FieldError> Check(KindDefinition kind, JsonElement obj) => MetadataChecks.Check(kind, obj.Member("metadata"));

    public static IEnumerable<FieldError> CheckUpdate(JsonElement obj, StoredObject old) => MetadataChecks.CheckUpdate(obj.Member("metadata"), old);

    private static JsonObject Substance(KindDefinition kind, JsonObject obj)
    {
        obj.Remove("metadata");
        // A custom resource without the subresource has a field like any other.
        if (!kind.IsCustom || kind.HasStatus)
            obj.Remove("status");
        return obj;
    }
}
