using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Lists what whoever asks may do in a namespace.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-rules-review-v1/"/>.</remarks>
internal sealed class RulesReviews(RoleIndex roles)
{
    public JsonObject Review(UserInfo user, string @namespace, JsonObject review)
    {
        var place = review.Child("spec").Text("namespace") ?? "";
        if (place.Length == 0)
            throw ApiException.BadRequest("no namespace on request");
        var grants = roles.GrantsOf(user, place).ToList();
        var rules = grants.SelectMany(grant => grant.Rules ?? []).ToList();
        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule.Resources.Count > 0).Select(rule => rule.ToJson())]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule.Paths.Count > 0).Select(rule => rule.ToJson())]),
            ["incomplete"] = false,
        };
        var problems = grants.Where(grant => grant.Rules is null).Select(grant => grant.Problem).ToList();
        if (problems.Count > 0)
            status["evaluationError"] = RbacAuthorizer.Listed(problems);
        // A real server answers without what was asked.
        review["spec"] = new JsonObject();
        review["status"] = status;
        return review;
    }
}
