using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The <c>scale</c> subresource: how many replicas there are and should be.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/"/>, <c>Scale</c> of <c>autoscaling/v1</c>.</remarks>
internal sealed class ScaleEndpoint(ObjectOperations operations)
{
    private static readonly ResourceType s_scale = new("autoscaling", "v1", "Scale", "scales", true);

    public Task GetAsync(ApiRequest request)
    {
        var obj = operations.Store.Find(new(request.Kind.Type, request.Key)) ?? throw ApiException.NotFound(request.Kind.Type, request.Key.Name);
        if (request.Kind.Scale.WantedBy(Presented.As(request.Kind, obj)) is null)
        {
            var problem = $"the spec replicas field \"{request.Kind.Scale.Wanted}\" does not exist";
            throw new ApiException(500, "InternalError", $"Internal error occurred: {problem}")
            {
                Details = new() { ["causes"] = new JsonArray(new JsonObject { ["message"] = problem }) },
            };
        }

        return Answer.JsonAsync(request.Http, 200, Scale(request.Kind, obj));
    }

    public async Task UpdateAsync(ApiRequest request)
    {
        var sent = await RequestBody.ReadObjectAsync(request.Http, s_scale.Kind).ConfigureAwait(false);
        if (sent.Child("metadata").Text("namespace") is not { Length: > 0 })
            throw ApiException.Invalid(s_scale, request.Key.Name, FieldError.Required("metadata.namespace"));
        await WriteAsync(request, _ => sent).ConfigureAwait(false);
    }

    public async Task PatchAsync(ApiRequest request)
    {
        var change = await WriteEndpoints.ReadPatchAsync(request).ConfigureAwait(false);
        await WriteAsync(request, change).ConfigureAwait(false);
    }

    private Task WriteAsync(ApiRequest request, Func<JsonObject, JsonObject> change)
    {
        var context = request.WriteContext() with { Subresource = null };
        var written = operations.Modify(
            request.Kind,
            request.Key,
            obj =>
            {
                var current = new StoredObject(request.Kind.Type, request.Key, 0, obj.ToElement());
                var scale = WriteEndpoints.Changed(Scale(request.Kind, current), change);
                MetadataRules.CheckUid(request.Kind, current, scale);
                if (scale.Child("metadata").Text("resourceVersion") is { Length: > 0 } version)
                    obj.Child("metadata")["resourceVersion"] = version;
                request.Kind.Scale.SetWanted(obj, Replicas(request.Kind, request.Key.Name, scale));
                return obj;
            },
            context);
        return Answer.JsonAsync(request.Http, 200, Scale(request.Kind, written));
    }

    // The number of a custom resource is checked with the rest of it.
    private static long? Replicas(KindDefinition kind, string name, JsonObject scale)
    {
        var wanted = scale.Object("spec")?.Number("replicas") ?? (kind.IsCustom ? null : 0);
        return wanted is null or >= 0 || kind.IsCustom ? wanted
            : throw ApiException.Invalid(s_scale, name, FieldError.Invalid("spec.replicas", $"{wanted}", "must be greater than or equal to 0"));
    }

    private static JsonObject Scale(KindDefinition kind, StoredObject obj)
    {
        var json = Presented.As(kind, obj);
        var metadata = json.Member("metadata");
        var spec = new JsonObject();
        if (kind.Scale.WantedBy(json) is { } wanted and not 0)
            spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = kind.Scale.FoundIn(json) };
        if (kind.Scale.SelectorOf(json) is { Length: > 0 } selector)
            status["selector"] = selector;
        return new()
        {
            ["kind"] = s_scale.Kind,
            ["apiVersion"] = s_scale.ApiVersion,
            ["metadata"] = new JsonObject
            {
                ["name"] = obj.Name,
                ["namespace"] = obj.Namespace,
                ["uid"] = obj.Uid,
                ["resourceVersion"] = metadata.Text("resourceVersion"),
                ["creationTimestamp"] = metadata.Text("creationTimestamp"),
            },
            ["spec"] = spec,
            ["status"] = status,
        };
    }
}
