using System.Text.Json.Nodes;

namespace Allocator;

public sealed partial class ClusterClient
{
    private static readonly ResourceKind s_accessReview =
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", Namespaced: false);

    /// <summary>Asks the server whether this client's user may do something.</summary>
    /// <param name="verb">The API verb, for example <c>create</c>.</param>
    /// <param name="kind">On what.</param>
    /// <param name="subresource">On which part of it, for example <c>exec</c>; null for the object itself.</param>
    /// <param name="namespace">Where; ignored for what is not namespaced.</param>
    /// <param name="name">On which object; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access"/>.</remarks>
    public async Task<bool> CanAsync(
        string verb, ResourceKind kind, string? subresource, string @namespace, string? name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        ArgumentNullException.ThrowIfNull(kind);
        var attributes = new JsonObject { ["verb"] = verb, ["group"] = kind.Group, ["version"] = kind.Version, ["resource"] = kind.Plural };
        if (kind.Namespaced)
            attributes["namespace"] = @namespace;
        if (subresource is not null)
            attributes["subresource"] = subresource;
        if (name is not null)
            attributes["name"] = name;
        var answer = await ReviewAsync(s_accessReview, new JsonObject { ["resourceAttributes"] = attributes }, cancellationToken).ConfigureAwait(false);
        return answer["status"]?["allowed"]?.GetValue<bool>() ?? false;
    }
}
