using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Answers reviews. Nothing of them is stored.</summary>
internal sealed class ReviewEndpoints
{
    private readonly Dictionary<(string Group, string Resource), Func<UserInfo, string, JsonObject, JsonObject>> _reviews = [];

    public ReviewEndpoints(TokenAuthority tokens, RbacAuthorizer authorizer)
    {
        var access = new AccessReviews(authorizer);
        Add(Reviews.Token, new TokenReviews(tokens).Review);
        Add(Reviews.Access, access.Review);
        Add(Reviews.LocalAccess, access.ReviewIn);
        Add(Reviews.SelfAccess, access.ReviewSelf);
        Add(Reviews.SelfRules, new RulesReviews(authorizer.Roles).Review);
    }

    /// <summary>What answers POSTs of a resource: it takes who asks, the namespace of the path and what was sent, which becomes the answer.</summary>
    /// <returns>Null if no review is served there.</returns>
    public Func<UserInfo, string, JsonObject, JsonObject>? Find(string group, string version, string resource) =>
        version == ReviewKind.Version ? _reviews.GetValueOrDefault((group, resource)) : null;

    private void Add(ReviewKind kind, Func<UserInfo, string, JsonObject, JsonObject> review) =>
        _reviews[(kind.Group, kind.Plural)] = (user, place, sent) =>
        {
            kind.Decode(sent);
            return review(user, place, sent);
        };
}
