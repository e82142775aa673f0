using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The reviews that are served.</summary>
internal static class Reviews
{
    private const string Authorization = "authorization.k8s.io";

    public static ReviewKind Token { get; } = new("authentication.k8s.io", "TokenReview", "tokenreviews", false);

    public static ReviewKind LocalAccess { get; } = new(Authorization, "LocalSubjectAccessReview", "localsubjectaccessreviews", true);

    public static ReviewKind SelfAccess { get; } = new(Authorization, "SelfSubjectAccessReview", "selfsubjectaccessreviews", false);

    public static ReviewKind SelfRules { get; } = new(Authorization, "SelfSubjectRulesReview", "selfsubjectrulesreviews", false);

    public static ReviewKind Access { get; } = new(Authorization, "SubjectAccessReview", "subjectaccessreviews", false);

    public static IReadOnlyList<ReviewKind> All { get; } = [Token, LocalAccess, SelfAccess, SelfRules, Access];

    /// <summary>What discovery lists because of them.</summary>
    public static IEnumerable<(string Group, string Version)> Versions => All.Select(review => (review.Group, ReviewKind.Version)).Distinct();

    public static IEnumerable<JsonObject> Resources(string group, string version) =>
        All.Where(review => review.Group == group && version == ReviewKind.Version).Select(review => review.ToDiscovery());
}
