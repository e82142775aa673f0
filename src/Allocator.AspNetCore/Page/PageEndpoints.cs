using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>
/// The web page: files that anybody may have, because they tell nothing. What they show they ask the API for, which signs the caller in.
/// </summary>
internal static class PageEndpoints
{
    private const string Index = "index.html";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", SendIndex).ExcludeFromDescription();
        foreach (var file in PageFile.All.Where(file => file.Name != Index))
            endpoints.MapGet("/page/" + file.Name, (HttpContext context) => Send(context, file)).ExcludeFromDescription();
    }

    private static IResult SendIndex(HttpContext context)
    {
        // The page's own addresses are relative to its folder.
        var path = context.Request.PathBase + context.Request.Path;
        return path.Value!.EndsWith('/') ? Send(context, PageFile.Named(Index)) : TypedResults.LocalRedirect($"~{context.Request.Path}/");
    }

    private static FileContentHttpResult Send(HttpContext context, PageFile file)
    {
        PageHeaders.Set(context.Response.Headers);
        return TypedResults.Bytes(file.Content, file.MediaType, entityTag: file.EntityTag);
    }
}
