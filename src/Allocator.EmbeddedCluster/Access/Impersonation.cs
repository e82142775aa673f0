using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Lets who may do it ask as somebody else.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation"/>.</remarks>
internal static class Impersonation
{
    private const string Prefix = "Impersonate-";

    private static readonly ResourceType s_users = new("", "v1", "User", "users", false);
    private static readonly ResourceType s_groups = new("", "v1", "Group", "groups", false);

    /// <summary>As whom a request is to be treated.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="user">Who sent it.</param>
    /// <param name="authorizer">Says whether the user may.</param>
    public static UserInfo Apply(IHeaderDictionary headers, UserInfo user, RbacAuthorizer authorizer)
    {
        var name = headers[$"{Prefix}User"].ToString();
        var groups = headers[$"{Prefix}Group"].OfType<string>().ToList();
        foreach (var header in headers.Keys.Where(key => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!header.EndsWith("-User", StringComparison.OrdinalIgnoreCase) && !header.EndsWith("-Group", StringComparison.OrdinalIgnoreCase))
                throw ApiException.NotImplemented($"the header {header}");
        }

        if (name.Length == 0)
        {
            if (groups.Count == 0)
                return user;
            throw new ApiException(
                500, "InternalError", $"Internal error occurred: requested [{{Group  {groups[0]}    }}] without impersonating a user");
        }

        var account = ServiceAccountUser.Parse(name);
        Demand(account is { } key
            ? RequestAttributes.OfResource(user, "impersonate", ResourceTypes.ServiceAccounts, key.Namespace, key.Name)
            : RequestAttributes.OfResource(user, "impersonate", s_users, "", name));
        foreach (var group in groups)
            Demand(RequestAttributes.OfResource(user, "impersonate", s_groups, "", group));
        if (groups.Count == 0 && account is { } own)
            groups.AddRange(ServiceAccountUser.GroupsOf(own.Namespace));
        if (!groups.Contains(UserInfo.AuthenticatedGroup) && !groups.Contains(UserInfo.UnauthenticatedGroup))
            groups.Add(name == UserInfo.AnonymousName ? UserInfo.UnauthenticatedGroup : UserInfo.AuthenticatedGroup);
        return new(name, "", groups);

        void Demand(RequestAttributes request)
        {
            if (!authorizer.IsAllowed(request))
                throw authorizer.Refuse(request);
        }
    }
}
