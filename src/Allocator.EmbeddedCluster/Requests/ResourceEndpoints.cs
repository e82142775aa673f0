using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Finds who answers a request for objects.</summary>
internal sealed class ResourceEndpoints(
    KindCatalog kinds,
    ReadEndpoints reading,
    WatchEndpoint watching,
    WriteEndpoints writing,
    DeleteEndpoints deleting,
    ScaleEndpoint scaling,
    ReviewEndpoints reviews,
    TokenRequests tokens)
{
    public Task HandleAsync(HttpContext http, RequestInfo info, UserInfo user)
    {
        if (info.Verb == "create" && reviews.Find(info.Group, info.Version, info.Resource) is { } review)
            return ComputeAsync(http, sent => review(user, info.Namespace, sent));
        if (kinds.Find(info.Group, info.Version, info.Resource) is not { } kind)
        {
            throw UnsupportedResources.HasResource(info.Group, info.Resource)
                ? ApiException.NotImplemented($"the resource {info.ResourceName}")
                : ApiException.NoSuchPath();
        }

        if (kind.Type.Namespaced && info.Namespace.Length == 0 && (info.Name.Length > 0 || info.Verb == "create"))
            throw info.Verb == "create" ? ApiException.MethodNotAllowed() : ApiException.NoSuchPath();
        QueryParameters.Check(info, http.Request.Query);
        var request = new ApiRequest(http, info, kind, user);
        return (info.Subresource, info.Verb) switch
        {
            ("", "get") or ("status", "get") when info.Subresource.Length == 0 || kind.HasStatus => reading.GetAsync(request),
            ("", "list") => reading.ListAsync(request),
            ("", "watch") => watching.WatchAsync(request),
            ("", "create") when info.Name.Length == 0 => writing.CreateAsync(request),
            ("" or "status", "update") when info.Subresource.Length == 0 || kind.HasStatus => writing.UpdateAsync(request),
            ("" or "status", "patch") when info.Subresource.Length == 0 || kind.HasStatus => writing.PatchAsync(request),
            ("", "delete") => deleting.DeleteAsync(request),
            ("", "deletecollection") => deleting.DeleteCollectionAsync(request),
            ("scale", "get") when kind.HasScale => scaling.GetAsync(request),
            ("scale", "update") when kind.HasScale => scaling.UpdateAsync(request),
            ("scale", "patch") when kind.HasScale => scaling.PatchAsync(request),
            ("token", "create") when kind.Type == ResourceTypes.ServiceAccounts => ComputeAsync(http, sent => tokens.Issue(info.Namespace, info.Name, sent)),
            ("", _) or ("status" or "scale", _) => throw ApiException.MethodNotAllowed(),
            _ => throw ApiException.NotImplemented($"the subresource {info.ResourceName}"),
        };
    }

    /// <summary>Answers what nothing is stored of.</summary>
    private static async Task ComputeAsync(HttpContext http, Func<JsonObject, JsonObject> compute)
    {
        var sent = await RequestBody.ReadObjectAsync(http).ConfigureAwait(false);
        await Answer.JsonAsync(http, 201, compute(sent)).ConfigureAwait(false);
    }
}
