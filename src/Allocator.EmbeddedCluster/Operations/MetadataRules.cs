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
    public static void CheckIdentity(KindDefinition kind, string @namespace, string? name, JsonObject obj)
    {
        obj.Default("apiVersion", kind.Type.ApiVersion);
        obj.Default("kind", kind.Type.Kind);
        var (apiVersion, sentKind) = (obj.Text("apiVersion"), obj.Text("kind"));
        if (sentKind != kind.Type.Kind)
        {
            throw ApiException.BadRequest(
                $"{sentKind} in version \"{apiVersion?.Split('/')[^1]}\" cannot be handled as a {kind.Type.Kind}: no kind \"{sentKind}\" is registered for version \"{apiVersion}\"");
        }

        if (apiVersion != kind.Type.ApiVersion)
        {
            throw ApiException.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({kind.Type.ApiVersion})");
        }

        if (obj["metadata"] is not (null or JsonObject))
            throw ApiException.BadRequest($"{kind.Type.Kind} in version \"{kind.Type.Version}\" cannot be handled as a {kind.Type.Kind}: metadata is not an object");
        var metadata = obj.Child("metadata");
        if (kind.Type.Namespaced)
        {
            if (metadata.Text("namespace") is { Length: > 0 } sent && sent != @namespace)
                throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
            metadata["namespace"] = @namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (name is null)
            return;
        if (metadata.Text("name") is { Length: > 0 } sentName && sentName != name)
            throw ApiException.BadRequest($"the name of the object ({sentName}) does not match the name on the URL ({name})");
        metadata["name"] = name;
    }

    /// <summary>Gives a new object what only the server may give.</summary>
    public static void PrepareCreate(KindDefinition kind, JsonObject obj, DateTimeOffset now)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Text("resourceVersion") is { Length: > 0 })
            throw new ApiException(500, "InternalError", "resourceVersion should not be set on objects to be created") { Details = [] };
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

    /// <summary>Refuses a change of an object that was not what the writer believes.</summary>
    public static void CheckConcurrency(KindDefinition kind, StoredObject old, JsonObject obj)
    {
        var metadata = obj.Child("metadata");
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != old.Uid)
        {
            throw ApiException.Conflict(
                kind.Type, old.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Uid}");
        }

        if (metadata.Text("resourceVersion") is { Length: > 0 } version && version != old.Json.Member("metadata").Text("resourceVersion"))
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
        if (!JsonNode.DeepEquals(before, after))
            obj.Child("metadata")["generation"] = generation + 1;
    }

    public static IEnumerable<FieldError> Check(KindDefinition kind, JsonElement obj) => MetadataChecks.Check(kind, obj.Member("metadata"));

    public static IEnumerable<FieldError> CheckUpdate(JsonElement obj, StoredObject old) => MetadataChecks.CheckUpdate(obj.Member("metadata"), old);

    private static JsonObject Substance(KindDefinition kind, JsonObject obj)
    {
        // A deployment hands its annotations on.
        if (kind.Type == ResourceTypes.Deployments && obj.Child("metadata")["annotations"] is { } annotations)
            obj["annotations"] = annotations.DeepClone();
        obj.Remove("metadata");
        obj.Remove("status");
        return obj;
    }
}
