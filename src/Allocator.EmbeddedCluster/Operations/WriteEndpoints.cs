using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Answers create, update and patch.</summary>
internal sealed class WriteEndpoints(ObjectOperations operations)
{
    private const string MergeType = "application/merge-patch+json";
    private const string JsonPatchType = "application/json-patch+json";
    private const string StrategicType = "application/strategic-merge-patch+json";
    private const string ApplyType = "application/apply-patch+yaml";
    private const int MostPatchOperations = 10_000;

    public async Task CreateAsync(ApiRequest request)
    {
        var obj = await RequestBody.ReadObjectAsync(request.Http, request.Kind.Type.Kind).ConfigureAwait(false);
        var context = request.WriteContext();
        var created = operations.Create(request.Kind, request.Key.Namespace, obj, context);
        await AnswerAsync(request, 201, created, context).ConfigureAwait(false);
    }

    public async Task UpdateAsync(ApiRequest request)
    {
        var obj = await RequestBody.ReadObjectAsync(request.Http, request.Kind.Type.Kind).ConfigureAwait(false);
        var context = request.WriteContext();
        var existed = operations.Store.Find(new(request.Kind.Type, request.Key)) is not null;
        var updated = operations.Update(request.Kind, request.Key, obj, context);
        await AnswerAsync(request, existed ? 200 : 201, updated, context).ConfigureAwait(false);
    }

    public async Task PatchAsync(ApiRequest request)
    {
        var change = await ReadPatchAsync(request).ConfigureAwait(false);
        var context = request.WriteContext();
        var patched = operations.Modify(request.Kind, request.Key, obj => Changed(obj, change), context);
        await AnswerAsync(request, 200, patched, context).ConfigureAwait(false);
    }

    /// <summary>Reads a patch, as what it does.</summary>
    public static async Task<Func<JsonObject, JsonObject>> ReadPatchAsync(ApiRequest request)
    {
        var type = RequestBody.MediaType(request.Http);
        switch (type)
        {
            case ApplyType:
                throw ApiException.NotImplemented("server-side apply");
            case StrategicType when !request.Kind.IsCustom:
                throw ApiException.NotImplemented("a strategic merge patch (send a merge patch or a JSON patch)");
            case MergeType or JsonPatchType:
                break;
            default:
                throw RequestBody.UnsupportedType(request.Kind.IsCustom
                    ? $"{JsonPatchType}, {MergeType}, {ApplyType}"
                    : $"{JsonPatchType}, {MergeType}, {StrategicType}, {ApplyType}");
        }

        if (type == MergeType)
        {
            var merge = await ReadMergePatchAsync(request).ConfigureAwait(false);
            return obj => MergePatch.Apply(obj, merge);
        }

        var patch = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        var list = patch as JsonArray ?? throw ApiException.BadRequest("error decoding patch: json: cannot unmarshal it into Go value of type jsonpatch.Patch");
        if (list.Count > MostPatchOperations)
        {
            throw new ApiException(
                413, "RequestEntityTooLarge", $"The allowed maximum operations in a JSON patch is {MostPatchOperations}, got {list.Count}");
        }

        return obj => JsonPatch.Apply(obj, list);
    }

    /// <summary>What a patch makes of an object.</summary>
    public static JsonObject Changed(JsonObject obj, Func<JsonObject, JsonObject> change)
    {
        try
        {
            return change(obj);
        }
        catch (JsonPatchException e)
        {
            // Why it does not fit is not told.
            throw e.IsMalformed
                ? ApiException.BadRequest($"error decoding patch: {e.Message}")
                : new ApiException(422, "Invalid", "the server rejected our request due to an error in our request") { Details = [] };
        }
    }

    private static async Task<JsonObject> ReadMergePatchAsync(ApiRequest request)
    {
        try
        {
            return await RequestBody.ReadAsync(request.Http).ConfigureAwait(false) switch
            {
                JsonObject merge => merge,
                var other => throw ApiException.Invalid("", "", [], FieldError.Invalid("patch", other?.ToJsonString() ?? "null", "it is not a JSON object")),
            };
        }
        catch (ApiException e) when (e.Code == 400)
        {
            throw new ApiException(500, "", "Invalid JSON Patch");
        }
    }

    private static Task AnswerAsync(ApiRequest request, int code, StoredObject obj, WriteContext context)
    {
        Answer.Warn(request.Http, context.Warnings);
        return Answer.ObjectAsync(request.Http, code, Presented.As(request.Kind, obj));
    }
}
