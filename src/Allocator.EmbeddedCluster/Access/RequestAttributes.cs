using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>What somebody wants to do, as rules see it.</summary>
/// <param name="User">Who.</param>
/// <param name="Verb">The verb; for a path that is not one of objects the method in lower case.</param>
/// <param name="Group">The API group.</param>
/// <param name="Version">The version within the group.</param>
/// <param name="Resource">The plural name.</param>
/// <param name="Subresource">The subresource; empty for the object itself.</param>
/// <param name="Namespace">The namespace; empty at the cluster scope.</param>
/// <param name="Name">The object's name; empty for a collection.</param>
/// <param name="Path">The path, if it is not one of objects; otherwise null.</param>
internal sealed record RequestAttributes(
    UserInfo User, string Verb, string Group, string Version, string Resource, string Subresource, string Namespace, string Name, string? Path)
{
    /// <summary>The name in rules: <c>pods</c>, <c>pods/log</c>.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public static RequestAttributes OfResource(
        UserInfo user, string verb, ResourceType type, string @namespace, string name, string subresource = "") =>
        new(user, verb, type.Group, type.Version, type.Plural, subresource, @namespace, name, null);

    /// <summary>What a request wants.</summary>
    public static RequestAttributes Of(UserInfo user, RequestInfo info, IQueryCollection query) => info.IsResource
        ? new(user, info.Verb, info.Group, info.Version, info.Resource, info.Subresource, info.Namespace, NameOf(info, query), null)
        : new(user, info.Verb, "", "", "", "", "", "", info.Path);

    // A list of the one object of that name is allowed by that name.
    private static string NameOf(RequestInfo info, IQueryCollection query)
    {
        const string byName = "metadata.name=";
        if (info.Name.Length > 0 || info.Verb is not ("list" or "watch" or "deletecollection"))
            return info.Name;
        var term = query["fieldSelector"].ToString().Split(',').FirstOrDefault(part => part.StartsWith(byName, StringComparison.Ordinal));
        return term is null ? "" : term[byName.Length..].TrimStart('=');
    }
}
