using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>A caller without any right on the cluster: a service account.</summary>
internal static class ServiceAccount
{
    /// <summary>The audience of <c>docs/deploy/allocatord.yaml</c>.</summary>
    public const string Audience = "allocator";

    /// <summary>The owner's name that the server gives it.</summary>
    public static string OwnerOf(ClusterFixture cluster, string account) => $"system:serviceaccount:{cluster.Namespace}:{account}";

    /// <summary>Requests a token of it, as <c>kubectl create token</c> does.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="account">Its name; it is made where it is missing.</param>
    /// <param name="audience">Whom the token is for; null: the API server.</param>
    public static async Task<string> TokenAsync(ClusterFixture cluster, string account, string? audience = Audience)
    {
        if ((await cluster.Admin.RunAsync("get", "serviceaccount", account, "--ignore-not-found")).Length == 0)
            await cluster.Admin.CreateAsync("serviceaccount", account);
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 3600, ["audiences"] = audience is null ? null : new JsonArray(audience) },
        };
        var answer = await cluster.Admin.ExecuteAsync(
            ["create", "--raw", $"/api/v1/namespaces/{cluster.Namespace}/serviceaccounts/{account}/token", "-f", "-"], request.ToJsonString(), TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer)!["status"]!["token"]!.GetValue<string>();
    }
}
