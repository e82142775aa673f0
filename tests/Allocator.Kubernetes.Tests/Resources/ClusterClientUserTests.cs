using System.Text;
using System.Text.Json.Nodes;
using Allocator.Connections;

namespace Allocator.Tests;

public sealed class ClusterClientUserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoAmI_the_server_reviews_the_caller()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json("""{"status":{"userInfo":{"username":"alice","groups":["dev","system:authenticated"]}}}""", 201));
        await using var client = server.Client();

        var user = await client.WhoAmIAsync(Cancellation);

        Assert.Equal(("alice", "SelfSubjectReview"), (user?.Name, user?.Source));
        Assert.Equal(["dev", "system:authenticated"], user!.Groups);
        Assert.Equal(("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews"), (server.Request.Method, server.Request.Target));
    }

    [Fact]
    public async Task WhoAmI_older_server_reviews_the_token()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Status(404), Answers.Status(404), Answers.Json("""{"status":{"authenticated":true,"user":{"username":"system:serviceaccount:ci:runner"}}}""", 201));
        await using var client = new ClusterClient(ClusterConnection.ForToken(server.Address, "the-token"));

        var user = await client.WhoAmIAsync(Cancellation);

        Assert.Equal(("system:serviceaccount:ci:runner", "TokenReview"), (user?.Name, user?.Source));
        Assert.Equal("/apis/authentication.k8s.io/v1/tokenreviews", server.Requests[2].Target);
        Assert.Equal("the-token", JsonNode.Parse(server.Requests[2].Body)!["spec"]!["token"]!.GetValue<string>());
    }

    [Fact]
    public async Task WhoAmI_nobody_reviews_the_token_tells()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(404), Answers.Status(404), Answers.Status(403, "Forbidden"));
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"sub":"system:serviceaccount:ci:runner"}""")).TrimEnd('=')}.c2ln";
        await using var client = new ClusterClient(ClusterConnection.ForToken(server.Address, token));

        var user = await client.WhoAmIAsync(Cancellation);

        Assert.Equal(("system:serviceaccount:ci:runner", "the token"), (user?.Name, user?.Source));
    }

    [Fact]
    public async Task WhoAmI_nobody_reviews_the_certificate_tells()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(404));
        var (certificate, key) = new TestAuthority().IssueClient("alice@example.com,O=dev");
        var user = await WhoIsAsync(server, $"client-certificate-data: {KubeconfigText.Base64(certificate)}, client-key-data: {KubeconfigText.Base64(key)}");

        Assert.Equal(("alice@example.com", "the client certificate"), (user?.Name, user?.Source));
        Assert.Equal(["dev"], user!.Groups);
    }

    [Fact]
    public async Task WhoAmI_nobody_reviews_the_impersonated_user_counts_and_its_token_is_not_reviewed()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(404));
        var user = await WhoIsAsync(server, "token: t, as: bob");

        Assert.Equal(("bob", "the kubeconfig's impersonation"), (user?.Name, user?.Source));
        Assert.DoesNotContain(server.Requests, request => request.Target.Contains("tokenreviews", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoAmI_nothing_else_tells_the_kubeconfig_names_the_user()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(404));
        var user = await WhoIsAsync(server, "token: opaque");

        Assert.Equal(("dev", "the kubeconfig"), (user?.Name, user?.Source));
    }

    [Fact]
    public async Task WhoAmI_nothing_tells_is_nobody()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Status(404));
        await using var client = server.Client();

        Assert.Null(await client.WhoAmIAsync(Cancellation));
    }

    private static async Task<ClusterUser?> WhoIsAsync(ScriptedServer server, string user)
    {
        await using var client = new ClusterClient(ClusterConnection.FromKubeconfigText(KubeconfigText.Write($"server: \"{server.Address}\"", user)));
        return await client.WhoAmIAsync(Cancellation);
    }
}
