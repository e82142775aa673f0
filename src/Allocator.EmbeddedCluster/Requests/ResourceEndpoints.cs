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
        AcceptHeader.Check(http.Request);
        QueryParameters.Check(info, http.Request.Query);
        var request = new ApiRequest(http, info, kind, user);
        return (info.Subresource, info.Verb) switch
        {
            ("", "get") or ("status", "get") when info.Subresource.Length == 0 || kind.HasStatus => reading.GetAsync(request),
            ("", "list") => reading.ListAsync(request),
            ("", "watch") => watching.WatchAsync(request),
            ("", "create") when info.Name.Length == 0 => writing.CreateAsync(request),
            ("" or "status", "update") when info.Name.Length > 0 && (info.Subresource.Length == 0 || kind.HasStatus) => writing.UpdateAsync(request),
            ("" or "status", "patch") when info.Name.Length > 0 && (info.Subresource.Length == 0 || kind.HasStatus) => writing.PatchAsync(request),
            ("", "delete") => deleting.DeleteAsync(request),
            ("", "deletecollection") when kind.HasDeleteCollection && (info.Namespace.Length > 0 || !kind.Type.Namespaced) => deleting.DeleteCollectionAsync(request),
            ("scale", "get") when kind.HasScale => scaling.GetAsync(request),
            ("scale", "update") when kind.HasScale => scaling.UpdateAsync(request),
            ("scale", "patch") when kind.HasScale => scaling.PatchAsync(request),
            ("token", "create") when kind.Type == ResourceTypes.ServiceAccounts => ComputeAsync(http, sent => tokens.Issue(info.Namespace, info.Name, sent)),
            ("status", _) when !kind.HasStatus => throw ApiException.NoSuchPath(),
            ("scale", _) when !kind.HasScale => throw ApiException.NoSuchPath(),
            ("", _) or ("status" or "scale", _) => throw ApiException.MethodNotAllowed(),
            _ when UnsupportedResources.HasSubresource(info.Subresource) => throw ApiException.NotImplemented($"the subresource {info.ResourceName}"),
            _ => throw ApiException.NoSuchPath(),
        };
    }

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
