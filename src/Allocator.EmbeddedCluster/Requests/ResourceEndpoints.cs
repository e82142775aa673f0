using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Finds who answers a request for objects.</summary>
internal sealed class ResourceEndpoints(
    ObjectOperations operations,
    ReadEndpoints reading,
    WatchEndpoint watching,
    WriteEndpoints writing,
    DeleteEndpoints deleting,
    ScaleEndpoint scaling,
    PodEndpoints pods,
    ReviewEndpoints reviews,
    TokenRequests tokens)
{
    private readonly KindCatalog _kinds = operations.Kinds;

    public Task HandleAsync(HttpContext http, RequestInfo info, UserInfo user)
    {
        if (info.Verb == "create" && reviews.Find(info.Group, info.Version, info.Resource) is { } review)
            return ComputeAsync(http, sent => review(user, info.Namespace, sent));
        if (_kinds.Find(info.Group, info.Version, info.Resource) is not { } kind)
        {
            throw UnsupportedResources.HasResource(info.Group, info.Resource) ? ApiException.NotImplemented($"the resource {info.ResourceName}")
                : _kinds.HasGroup(info.Group) ? ApiException.NoSuchPath()
                : ApiException.NoSuchPage();
        }

        if (!kind.Type.Namespaced && info.Namespace.Length > 0 && kind.Type != ResourceTypes.Namespaces)
            throw kind.IsCustom ? ApiException.NoSuchPage() : ApiException.NoSuchPath();
        if (kind.Type.Namespaced && info.Namespace.Length == 0 && (info.Name.Length > 0 || info.Verb == "create"))
            throw info.Verb == "create" ? ApiException.MethodNotAllowed() : ApiException.NoSuchPath();
        if (kind.Type == ResourceTypes.Pods && PodStream(info) is { } serve)
            return serve(http, operations.Store.Find(new(kind.Type, info.Namespace, info.Name)) ?? throw ApiException.NotFound(kind.Type, info.Name));
        if (UnsupportedResources.HasSubresource(info.Subresource))
            throw ApiException.NotImplemented($"the subresource {info.ResourceName}");
        AcceptHeader.Check(http.Request);
        QueryParameters.Check(info, http.Request.Query);
        return Serve(new ApiRequest(http, info, kind, user));
    }

    private Task Serve(ApiRequest request)
    {
        var (info, kind) = (request.Info, request.Kind);
        switch (info.Subresource)
        {
            case "":
                return ServeObjects(request);
            case "status" when kind.HasStatus:
                return ServeStatus(request);
            case "scale" when kind.HasScale:
                return ServeScale(request);
            case "token" when info.Verb == "create" && kind.Type == ResourceTypes.ServiceAccounts:
                return ComputeAsync(request.Http, sent => tokens.Issue(info.Namespace, info.Name, sent));
            default:
                throw ApiException.NoSuchPath();
        }
    }

    private Task ServeObjects(ApiRequest request) => (request.Info.Verb, IsOfOne: request.Info.Name.Length > 0) switch
    {
        ("get", true) => reading.GetAsync(request),
        ("list", false) => reading.ListAsync(request),
        ("watch", false) => watching.WatchAsync(request),
        ("create", false) => writing.CreateAsync(request),
        ("update", true) => writing.UpdateAsync(request),
        ("patch", true) => writing.PatchAsync(request),
        ("delete", true) => deleting.DeleteAsync(request),
        ("deletecollection", false) when request.Kind.HasDeleteCollection && IsInOnePlace(request) => deleting.DeleteCollectionAsync(request),
        _ => throw ApiException.MethodNotAllowed(),
    };

    private Task ServeStatus(ApiRequest request) => request.Info.Verb switch
    {
        "get" => reading.GetAsync(request),
        "update" => writing.UpdateAsync(request),
        "patch" => writing.PatchAsync(request),
        _ => throw ApiException.MethodNotAllowed(),
    };

    private Task ServeScale(ApiRequest request) => request.Info.Verb switch
    {
        "get" => scaling.GetAsync(request),
        "update" => scaling.UpdateAsync(request),
        "patch" => scaling.PatchAsync(request),
        _ => throw ApiException.MethodNotAllowed(),
    };

    private static bool IsInOnePlace(ApiRequest request) => request.Info.Namespace.Length > 0 || !request.Kind.Type.Namespaced;

    /// <summary>Who serves what a pod's containers say and take; null if it is not that.</summary>
    private Func<HttpContext, StoredObject, Task>? PodStream(RequestInfo info) => (info.Subresource, info.Verb) switch
    {
        ("log", "get") => pods.ServeLogAsync,
        ("exec", "get" or "create") => pods.ServeExecAsync,
        ("portforward", "get" or "create") => pods.ServePortForwardAsync,
        _ => null,
    };

    /// <summary>Answers what nothing is stored of.</summary>
    private static async Task ComputeAsync(HttpContext http, Func<JsonObject, JsonObject> compute)
    {
        var sent = await RequestBody.ReadObjectAsync(http, "Object").ConfigureAwait(false);
        await Answer.JsonAsync(http, 201, compute(sent)).ConfigureAwait(false);
    }
}
