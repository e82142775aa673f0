using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>The parameters of queries that are understood. Another one might change what is meant, so it is refused.</summary>
internal static class QueryParameters
{
    private static readonly HashSet<string> s_reading =
        ["pretty", "resourceVersion", "resourceVersionMatch", "labelSelector", "fieldSelector", "limit", "continue", "watch", "timeoutSeconds", "timeout",
         "allowWatchBookmarks", "includeObject"];

    // "force" belongs to server-side apply, which is refused as such.
    private static readonly HashSet<string> s_writing = ["pretty", "dryRun", "fieldManager", "fieldValidation", "force", "timeout"];

    private static readonly HashSet<string> s_deleting =
        ["pretty", "dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy", "timeout", "labelSelector", "fieldSelector", "limit", "continue",
         "resourceVersion", "resourceVersionMatch", "timeoutSeconds"];

    public static void Check(RequestInfo info, IQueryCollection query)
    {
        var known = info.Verb switch
        {
            "get" or "list" or "watch" => s_reading,
            "delete" or "deletecollection" => s_deleting,
            _ => s_writing,
        };
        foreach (var name in query.Keys)
        {
            if (!known.Contains(name))
                throw ApiException.NotImplemented($"the query parameter '{name}' of {info.Verb}");
        }
    }

    /// <summary>A parameter has a value that there is not.</summary>
    public static ApiException Unsupported(string verb, string name, string value, params ReadOnlySpan<string> supported) =>
        ApiException.InvalidOptions(OptionsOf(verb), FieldError.Unsupported(name, value, supported));

    /// <summary>The kind that a request's parameters make up.</summary>
    private static string OptionsOf(string verb) => verb switch
    {
        "create" => "CreateOptions",
        "update" => "UpdateOptions",
        "patch" => "PatchOptions",
        "delete" or "deletecollection" => "DeleteOptions",
        _ => "ListOptions",
    };
}
