using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Says what who may do, by the roles and bindings there are.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/"/>.</remarks>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    public RoleIndex Roles { get; } = new(store);

    public bool IsAllowed(RequestAttributes request) => Decide(request).IsAllowed;

    public AccessDecision Decide(RequestAttributes request)
    {
        if (request.User.IsMaster)
            return new(true, "");
        var problems = new List<string>();
        foreach (var grant in Roles.GrantsOf(request.User, request.Path is null ? request.Namespace : ""))
        {
            if (grant.Rules is null)
                problems.Add(grant.Problem);
            else if (grant.Rules.Any(rule => rule.Allows(request)))
                return new(true, grant.Reason);
        }

        return new(false, problems.Count == 0 ? "" : $"RBAC: {Listed(problems)}");
    }

    /// <summary>The answer to who may not do it.</summary>
    public ApiException Refuse(RequestAttributes request)
    {
        var reason = Decide(request).Reason;
        var problem = reason.Length == 0 ? "" : $": {reason}";
        if (request.Path is { } path)
            return new(403, "Forbidden", $"forbidden: User \"{request.User.Name}\" cannot {request.Verb} path \"{path}\"{problem}") { Details = [] };

        var type = new ResourceType(request.Group, request.Version, "", request.Resource, request.Namespace.Length > 0);
        var scope = request.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{request.Namespace}\"";
        var action = $"{request.Verb} resource \"{request.FullResource}\" in API group \"{request.Group}\" {scope}";
        var sentence = $"User \"{request.User.Name}\" cannot {action}{problem}";
        if (request.Name.Length > 0)
            return ApiException.Forbidden(type, request.Name, sentence);
        var details = new JsonObject();
        if (request.Group.Length > 0)
            details["group"] = request.Group;
        details["kind"] = request.Resource;
        return new(403, "Forbidden", $"{type.ResourceName} is forbidden: {sentence}") { Details = details };
    }

    /// <summary>Several problems as one.</summary>
    public static string Listed(IReadOnlyCollection<string> problems) =>
        problems.Count == 1 ? problems.First() : $"[{string.Join(", ", problems.Distinct())}]";
}
