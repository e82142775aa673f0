using System.Text.Json.Nodes;

namespace Allocator.Embedded;

public sealed class TokenRequestsTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();
    private readonly TokenRequests _requests;

    public TokenRequestsTests() => _requests = new(_cluster.Store, _cluster.Clock, _cluster.Tokens.ServiceAccounts);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Issue_completes_the_request_and_answers_a_token()
    {
        var answer = Issue("{}");

        Assert.Equal(3600, answer["spec"]!["expirationSeconds"]!.GetValue<long>());
        Assert.Equal("https://kubernetes.default.svc.cluster.local", answer["spec"]!["audiences"]![0]!.GetValue<string>());
        Assert.Equal("2030-01-02T04:04:05Z", answer["status"]!["expirationTimestamp"]!.GetValue<string>());
        Assert.Equal(
            "system:serviceaccount:shop:default", _cluster.Tokens.Authenticate($"Bearer {answer["status"]!["token"]!.GetValue<string>()}").Name);
    }

    [Theory]
    [InlineData("""{ "expirationSeconds": 599 }""", 422, "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("""{ "boundObjectRef": { "apiVersion": "v1", "kind": "Pod", "name": "zz" } }""", 404, "pods \"zz\" not found")]
    [InlineData("""{ "boundObjectRef": { "apiVersion": "v1", "kind": "ConfigMap", "name": "zz" } }""", 400, "cannot bind token to object of type /v1, Kind=ConfigMap")]
    public void Issue_a_wrong_request_is_refused(string spec, int code, string message)
    {
        var refusal = Assert.Throws<ApiException>(() => Issue(spec));

        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Issue_for_another_uid_is_a_conflict()
    {
        _cluster.Create(ResourceTypes.Secrets, "shop", "s");

        var refusal = Assert.Throws<ApiException>(
            () => Issue("""{ "boundObjectRef": { "apiVersion": "v1", "kind": "Secret", "name": "s", "uid": "other" } }"""));

        Assert.Equal(409, refusal.Code);
        Assert.StartsWith(
            "Operation cannot be fulfilled on Secret \"s\": the UID in the bound object reference (other) does not match",
            refusal.Message,
            StringComparison.Ordinal);
    }

    private JsonObject Issue(string spec) => _requests.Issue("shop", "default", new() { ["spec"] = JsonNode.Parse(spec) });
}
