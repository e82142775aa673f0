using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class ReviewEndpointsTests : IDisposable
{
    private const string Authorization = "authorization.k8s.io";

    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void TokenReview_says_whose_a_token_is()
    {
        var answer = Review("authentication.k8s.io", "tokenreviews", $$"""{ "token": "{{_cluster.Tokens.AddUser("jane", "devs")}}" }""");

        Assert.Equal(
            """{"authenticated":true,"user":{"username":"jane","groups":["devs","system:authenticated"]},"audiences":["https://kubernetes.default.svc.cluster.local"]}""",
            answer["status"]!.ToJsonString());
    }

    [Fact]
    public void TokenReview_of_an_unknown_token_says_so() => Assert.Equal(
        """{"user":{},"error":"invalid bearer token"}""",
        Review("authentication.k8s.io", "tokenreviews", """{ "token": "nope" }""")["status"]!.ToJsonString());

    [Fact]
    public void SelfSubjectAccessReview_is_about_who_asks()
    {
        const string spec = """{ "resourceAttributes": { "verb": "get", "resource": "pods", "namespace": "shop" } }""";
        _cluster.Grant("jane", "get", "pods");

        Assert.True(IsAllowed(Review(Authorization, "selfsubjectaccessreviews", spec, "jane")));
        Assert.False(IsAllowed(Review(Authorization, "selfsubjectaccessreviews", spec, "joe")));
    }

    [Fact]
    public void SubjectAccessReview_is_about_anybody()
    {
        const string attributes = """ "resourceAttributes": { "verb": "get", "resource": "pods", "namespace": "shop" } """;

        Assert.True(IsAllowed(Review(Authorization, "subjectaccessreviews", $$"""{ "groups": ["system:masters"], {{attributes}} }""")));
        Assert.False(IsAllowed(Review(Authorization, "subjectaccessreviews", $$"""{ "user": "joe", {{attributes}} }""")));
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews", "{}", 422, ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: \"null\": exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    [InlineData("subjectaccessreviews", """{ "resourceAttributes": { "verb": "get", "resource": "pods" } }""", 422, ".authorization.k8s.io \"\" is invalid: spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [InlineData("localsubjectaccessreviews", """{ "user": "joe", "resourceAttributes": { "verb": "get", "resource": "pods" } }""", 400, "spec.resourceAttributes.namespace must match namespace: shop")]
    [InlineData("localsubjectaccessreviews", """{ "user": "joe", "resourceAttributes": { "verb": "get", "resource": "pods", "namespace": "x" } }""", 422, ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes.namespace: Invalid value: \"x\": must match metadata.namespace")]
    [InlineData("selfsubjectrulesreviews", "{}", 400, "no namespace on request")]
    public void Reviews_with_mistakes_are_refused(string resource, string spec, int code, string message)
    {
        var refusal = Assert.Throws<ApiException>(() => Review(Authorization, resource, spec));

        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Reviews_of_another_kind_are_refused()
    {
        var review = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod" };

        var refusal = Assert.Throws<ApiException>(
            () => Endpoints().Find(Authorization, "v1", "selfsubjectaccessreviews")!(UserInfo.System, "", review));

        Assert.Equal(
            "Pod in version \"v1\" cannot be handled as a SelfSubjectAccessReview: converting (v1.Pod) to (authorization.SelfSubjectAccessReview): unknown conversion",
            refusal.Message);
    }

    [Fact]
    public void SelfSubjectRulesReview_lists_what_one_may_do()
    {
        _cluster.Grant("jane", "get list", "pods", names: "a");

        var rules = Review(Authorization, "selfsubjectrulesreviews", """{ "namespace": "shop" }""", "jane")["status"]!["resourceRules"]!.AsArray();

        Assert.Equal(
            ["""{"verbs":["create"],"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"]}""",
             """{"verbs":["get","list"],"apiGroups":[""],"resources":["pods"],"resourceNames":["a"]}"""],
            rules.Select(rule => rule!.ToJsonString()));
    }

    private ReviewEndpoints Endpoints() => new(_cluster.Tokens, _cluster.Authorizer);

    private JsonObject Review(string group, string resource, string spec, string user = "admin") =>
        Endpoints().Find(group, "v1", resource)!(SteppedCluster.User(user), "shop", new() { ["spec"] = JsonNode.Parse(spec) });

    private static bool IsAllowed(JsonObject review) => review["status"]!["allowed"]!.GetValue<bool>();
}
