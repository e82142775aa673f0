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
        return Answer.JsonAsync(request.Http, 200, Scale(obj));
    }

    public async Task UpdateAsync(ApiRequest request)
    {
        var sent = await RequestBody.ReadObjectAsync(request.Http).ConfigureAwait(false);
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
                var scale = WriteEndpoints.Changed(Scale(current), change);
                MetadataRules.CheckUid(request.Kind, current, scale);
                if (scale.Child("metadata").Text("resourceVersion") is { Length: > 0 } version)
                    obj.Child("metadata")["resourceVersion"] = version;
                obj.Child("spec")["replicas"] = Replicas(request.Key.Name, scale);
                return obj;
            },
            context);
        return Answer.JsonAsync(request.Http, 200, Scale(written));
    }

    private static long Replicas(string name, JsonObject scale)
    {
        var wanted = scale.Object("spec")?.Number("replicas") ?? 0;
        return wanted >= 0 ? wanted
            : throw ApiException.Invalid(s_scale, name, FieldError.Invalid("spec.replicas", $"{wanted}", "must be greater than or equal to 0"));
    }

    private static JsonObject Scale(StoredObject obj)
    {
        var metadata = obj.Json.Member("metadata");
        var spec = new JsonObject();
        if (obj.Json.Member("spec").Number("replicas") is { } wanted and not 0)
            spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = obj.Json.Member("status").Number("replicas") ?? 0 };
        if (LabelSelector.Read(obj.Json.Member("spec", "selector")) is { Requirements.Count: > 0 } selector)
            status["selector"] = selector.ToString();
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
