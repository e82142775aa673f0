using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Says whose a token is.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/"/>.</remarks>
internal sealed class TokenReviews(TokenAuthority tokens)
{
    public JsonObject Review(UserInfo user, string @namespace, JsonObject review)
    {
        var spec = review.Child("spec");
        if (spec.Text("token") is not { Length: > 0 } token)
            throw ApiException.BadRequest("token is required for TokenReview in authentication");
        var verdict = tokens.Review(token, [.. (spec.Array("audiences") ?? []).Select(audience => audience!.GetValue<string>())]);
        review["status"] = verdict.User is { } owner
            ? new JsonObject
            {
                ["authenticated"] = true,
                ["user"] = Describe(owner),
                ["audiences"] = Array(verdict.Audiences),
            }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = verdict.Problem };
        return review;
    }

    private static JsonObject Describe(UserInfo user)
    {
        var description = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
            description["uid"] = user.Uid;
        description["groups"] = Array(user.Groups);
        if (user.Extra.Count > 0)
            description["extra"] = new JsonObject(user.Extra.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)Array(fact.Value))));
        return description;
    }

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
