using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Says whether somebody may do something.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access"/>.</remarks>
internal sealed class AccessReviews(RbacAuthorizer authorizer)
{
    /// <summary>What whoever asks may do.</summary>
    public JsonObject ReviewSelf(UserInfo user, string @namespace, JsonObject review)
    {
        CheckAttributes(Reviews.SelfAccess, review);
        CheckMetadata(Reviews.SelfAccess, review);
        return Decide(user, review);
    }

    /// <summary>What anybody may do.</summary>
    public JsonObject Review(UserInfo user, string @namespace, JsonObject review)
    {
        CheckAttributes(Reviews.Access, review);
        CheckSubject(Reviews.Access, review);
        CheckMetadata(Reviews.Access, review);
        return Decide(Subject(review), review);
    }

    /// <summary>What anybody may do in the namespace of the path.</summary>
    public JsonObject ReviewIn(UserInfo user, string @namespace, JsonObject review)
    {
        var metadata = review.Child("metadata");
        if (metadata.Text("namespace") is { Length: > 0 } sent && sent != @namespace)
            throw Mismatch(review);
        metadata["namespace"] = @namespace;
        CheckSubject(Reviews.LocalAccess, review);
        if (review.Child("spec").Object("nonResourceAttributes") is { } path)
            throw Reviews.LocalAccess.Invalid(FieldError.Invalid("spec.nonResourceAttributes", InGo(path), "disallowed on this kind of request"));
        CheckAttributes(Reviews.LocalAccess, review);
        var place = review.Child("spec").Child("resourceAttributes").Text("namespace") ?? "";
        if (place.Length == 0)
            throw ApiException.BadRequest($"spec.resourceAttributes.namespace must match namespace: {@namespace}");
        if (place != @namespace)
            throw Mismatch(review);
        return Decide(Subject(review), review);
    }

    private JsonObject Decide(UserInfo user, JsonObject review)
    {
        var decision = authorizer.Decide(Attributes(user, review.Child("spec")));
        var status = new JsonObject { ["allowed"] = decision.IsAllowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        review["status"] = status;
        return review;
    }

    private static RequestAttributes Attributes(UserInfo user, JsonObject spec)
    {
        if (spec.Object("nonResourceAttributes") is { } path)
            return new(user, path.Text("verb") ?? "", "", "", "", "", "", "", path.Text("path") ?? "");
        var asked = spec.Child("resourceAttributes");
        return new(user, Of("verb"), Of("group"), Of("version"), Of("resource"), Of("subresource"), Of("namespace"), Of("name"), null);

        string Of(string name) => asked.Text(name) ?? "";
    }

    private static UserInfo Subject(JsonObject review)
    {
        var spec = review.Child("spec");
        return new(spec.Text("user") ?? "", spec.Text("uid") ?? "", [.. (spec.Array("groups") ?? []).Select(group => group!.GetValue<string>())]);
    }

    private static void CheckAttributes(ReviewKind kind, JsonObject review)
    {
        var spec = review.Child("spec");
        var (resource, path) = (spec.Object("resourceAttributes"), spec.Object("nonResourceAttributes"));
        if (resource is not null && path is not null)
        {
            throw kind.Invalid(FieldError.Invalid(
                "spec.nonResourceAttributes", InGo(path), "cannot be specified in combination with resourceAttributes"));
        }

        if (resource is null && path is null)
        {
            throw kind.Invalid(FieldError.Invalid(
                "spec.resourceAttributes", "\"null\"", "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }
    }

    private static void CheckSubject(ReviewKind kind, JsonObject review)
    {
        var spec = review.Child("spec");
        if (string.IsNullOrEmpty(spec.Text("user")) && spec.Array("groups") is not { Count: > 0 })
            throw kind.Invalid(FieldError.InvalidText("spec.user", "", "at least one of user or group must be specified"));
    }

    private static void CheckMetadata(ReviewKind kind, JsonObject review)
    {
        var metadata = review.Child("metadata").Where(member => member.Key != "creationTimestamp").ToList();
        if (metadata.Count > 0)
            throw kind.Invalid(FieldError.Invalid("metadata", review.Child("metadata").ToJsonString(), "must be empty"));
    }

    private static ApiException Mismatch(JsonObject review) => Reviews.LocalAccess.Invalid(FieldError.InvalidText(
        "spec.resourceAttributes.namespace",
        review.Child("spec").Object("resourceAttributes")?.Text("namespace") ?? "",
        "must match metadata.namespace"));

    private static string InGo(JsonObject path) =>
        $"authorization.NonResourceAttributes{{Path:\"{path.Text("path")}\", Verb:\"{path.Text("verb")}\"}}";
}
