using System.Net;
using System.Text.Json.Nodes;

namespace Allocator;

public sealed partial class ClusterClient
{
    private const string AuthenticationGroup = "authentication.k8s.io";

    /// <summary>Who this client's user is.</summary>
    /// <remarks>
    /// By a SelfSubjectReview, which servers have from version 1.28 on (1.27 as a beta). Older ones: by a TokenReview of the client's own token, if its user may make one; else by what the credentials
    /// say of themselves, in this order: the impersonated user, the client certificate's common name and organizations, the token's <c>sub</c>, the user's name in the kubeconfig.
    /// </remarks>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The user; null if nobody tells.</returns>
    public async Task<ClusterUser?> WhoAmIAsync(CancellationToken cancellationToken = default)
    {
        foreach (var version in (string[])["v1", "v1beta1"])
        {
            var kind = new ResourceKind(AuthenticationGroup, version, "SelfSubjectReview", "selfsubjectreviews", Namespaced: false);
            if (await TryReviewAsync(kind, [], cancellationToken).ConfigureAwait(false) is { } review)
                return UserOf(review["status"]?["userInfo"], kind.Kind);
        }

        var credential = await Connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        if (Connection.Impersonation is null && credential.Authorization is { Scheme: "Bearer", Parameter: { } token })
        {
            var kind = new ResourceKind(AuthenticationGroup, "v1", "TokenReview", "tokenreviews", Namespaced: false);
            var review = await TryReviewAsync(kind, new JsonObject { ["token"] = token }, cancellationToken).ConfigureAwait(false);
            if (review?["status"]?["authenticated"]?.GetValue<bool>() == true)
                return UserOf(review["status"]?["user"], kind.Kind);
        }

        return CredentialUser.Of(Connection, credential);
    }

    /// <summary>The answer to a review; null if the server does not have it or refuses it to this user.</summary>
    private async Task<JsonObject?> TryReviewAsync(ResourceKind kind, JsonObject spec, CancellationToken cancellationToken)
    {
        try
        {
            return await ReviewAsync(kind, spec, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException absent) when (absent.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            return null;
        }
    }

    private Task<JsonObject> ReviewAsync(ResourceKind kind, JsonObject spec, CancellationToken cancellationToken)
    {
        var review = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind };
        if (spec.Count > 0)
            review["spec"] = spec;
        var request = new ClusterRequest(HttpMethod.Post, Uri(kind.Path(null)), kind.ResourceName) { Body = review, IsRepeatable = true };
        return _requests.SendAsync(request, cancellationToken);
    }

    private static ClusterUser? UserOf(JsonNode? user, string source) => user?["username"]?.GetValue<string>() is { Length: > 0 } name
        ? new ClusterUser(name, [.. (user["groups"] as JsonArray ?? []).Select(group => group!.GetValue<string>())], source)
        : null;
}
