using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>What a request asks for, by its method and path.</summary>
/// <param name="Verb">The verb as rules name it: get, list, watch, create, update, patch, delete or deletecollection; of other paths the method.</param>
/// <param name="Path">The path.</param>
internal sealed record RequestInfo(string Verb, string Path)
{
    /// <summary>Whether it is about objects; otherwise only verb and path count.</summary>
    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>The plural name.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Such as <c>status</c> or <c>log</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    /// <summary>The object's name; empty for the collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>What faults and messages call it: <c>pods</c>, <c>deployments.apps/scale</c>.</summary>
    public string ResourceName => (Group.Length == 0 ? Resource : $"{Resource}.{Group}") + (Subresource.Length == 0 ? "" : $"/{Subresource}");

    /// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris"/>.</remarks>
    public static RequestInfo Parse(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rest = segments switch
        {
            ["api", _, .. var more] when more.Length > 0 => more,
            ["apis", _, _, .. var more] when more.Length > 0 => more,
            _ => null,
        };
        if (rest is null)
            return new(request.Method.ToLowerInvariant(), path);

        var info = new RequestInfo("", path)
        {
            IsResource = true,
            Group = segments[0] == "api" ? "" : segments[1],
            Version = segments[0] == "api" ? segments[1] : segments[2],
        };
        // A namespace is in itself: its subresources are not resources in it.
        info = rest switch
        {
            ["namespaces", var ns, "status" or "finalize"] => info with { Resource = "namespaces", Namespace = ns, Name = ns, Subresource = rest[2] },
            ["namespaces", var ns, var resource, .. var more] => info.In(ns, resource, more),
            ["namespaces", var ns] => info with { Resource = "namespaces", Namespace = ns, Name = ns },
            [var resource, .. var more] => info.In("", resource, more),
            _ => info,
        };
        return info with { Verb = VerbOf(request, info) };
    }

    private RequestInfo In(string @namespace, string resource, string[] more) => this with
    {
        Namespace = @namespace,
        Resource = resource,
        Name = more.Length > 0 ? more[0] : "",
        Subresource = more.Length > 1 ? string.Join('/', more[1..]) : "",
    };

    private static string VerbOf(HttpRequest request, RequestInfo info)
    {
        var isWatch = request.Query.ContainsKey("watch") && request.Query["watch"].ToString() is not ("false" or "0");
        return request.Method switch
        {
            "GET" or "HEAD" when info.Name.Length > 0 => "get",
            "GET" or "HEAD" => isWatch ? "watch" : "list",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => info.Name.Length > 0 ? "delete" : "deletecollection",
            _ => request.Method.ToLowerInvariant(),
        };
    }
}
