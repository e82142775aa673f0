namespace Allocator.Tests;

public sealed class ClusterClientListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json("""{"metadata":{"continue":"a=&b"},"items":[{"metadata":{"name":"p1"}},{"metadata":{"name":"p2"}}]}"""),
            Answers.Json("""{"metadata":{"continue":""},"items":[{"metadata":{"name":"p3"}}]}"""));
        await using var client = server.Client();
        var selector = new ResourceSelector { Labels = "a in (b,c)", Fields = "x=y" };

        var names = new List<string?>();
        await foreach (var item in client.ListAsync(ResourceKind.Pod, "ns", selector, Cancellation))
            names.Add(item.Text("metadata", "name"));

        Assert.Equal(["p1", "p2", "p3"], names);
        const string First = "/api/v1/namespaces/ns/pods?labelSelector=a%20in%20%28b%2Cc%29&fieldSelector=x%3Dy&limit=500";
        Assert.Equal([First, First + "&continue=a%3D%26b"], server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Items_get_their_apiVersion_and_kind_and_belong_to_nobody()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json("""{"metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"p1"}},{"apiVersion":"x/v2","kind":"Y"}]}"""));
        await using var client = server.Client();

        var page = await client.ListPageAsync(ResourceKind.Lease, "ns", null, 10, null, Cancellation);

        Assert.Equal("""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"p1"}}""", page.Items[0].ToJsonString());
        Assert.Equal("""{"apiVersion":"x/v2","kind":"Y"}""", page.Items[1].ToJsonString());
        Assert.All(page.Items, item => Assert.Null(item.Parent));
        Assert.Equal("9", page.ResourceVersion);
        Assert.Null(page.Continue);
    }

    [Fact]
    public async Task Empty_list_may_be_null()
    {
        await using var server = await ScriptedServer.StartAsync(Answers.Json("""{"metadata":{"resourceVersion":"9"},"items":null}"""));
        await using var client = server.Client();

        var page = await client.ListPageAsync(ResourceKind.Pod, "ns", null, 10, null, Cancellation);

        Assert.Empty(page.Items);
    }

    [Fact]
    public async Task Expired_continue_token_surfaces()
    {
        await using var server = await ScriptedServer.StartAsync(
            Answers.Json("""{"metadata":{"continue":"c"},"items":[{}]}"""), Answers.Status(410, "Expired"));
        await using var client = server.Client();

        await using var items = client.ListAsync(ResourceKind.Pod, "ns", null, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await items.MoveNextAsync());
        var e = await Assert.ThrowsAsync<KubernetesException>(async () => await items.MoveNextAsync());

        Assert.Equal(410, (int)e.StatusCode!);
    }
}
