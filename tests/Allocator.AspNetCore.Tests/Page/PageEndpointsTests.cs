using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Allocator;

public sealed class PageEndpointsTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page/main.js", "text/javascript")]
    [InlineData("/page/page.css", "text/css")]
    [InlineData("/page/icon.svg", "image/svg+xml")]
    public async Task File_is_sent_with_headers_that_allow_its_own_server_only(string path, string mediaType)
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };

        using var answer = await client.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task File_that_the_browser_has_is_not_sent_again()
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };
        using var first = await client.GetAsync("/page/main.js", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/page/main.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Page_below_a_prefix_has_its_folders_address()
    {
        await using var app = RunningServer.Build(options => options.Development.Enabled = true, fixture.Cluster.Kubeconfig);
        app.MapAllocator("/deep/down");
        await app.StartAsync(Token);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await client.GetAsync("/deep/down", Token);

        Assert.Equal("/deep/down/", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/deep/down/page/main.js", Token)).StatusCode);
        await app.StopAsync(Token);
    }
}
