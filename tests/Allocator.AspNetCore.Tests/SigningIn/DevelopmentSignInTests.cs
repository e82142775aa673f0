using System.Net;

namespace Allocator;

public sealed class DevelopmentSignInTests(ServerFixture fixture)
{
    [Fact]
    public async Task Caller_who_says_nothing_is_the_configured_one()
    {
        using var client = fixture.Server.ClientWith(null);

        var name = await client.CreateAsync("note");

        Assert.Equal("developer", (await client.GetAsync($"/v1/instances/{name}")).Json["owner"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public async Task Page_of_another_site_is_refused(string header, string value)
    {
        using var client = fixture.Server.ClientWith(null);

        Assert.Equal("401 sign-in", (await client.SendAsync(HttpMethod.Get, "/v1/instances", null, (header, value))).Problem);
    }

    [Fact]
    public async Task Page_of_this_machine_is_not()
    {
        using var client = fixture.Server.ClientWith(null);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/instances", null, ("Origin", "http://localhost:5173"))).Status);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Page_of_another_site_may_change_nothing_though_its_origin_is_not_told(string site)
    {
        using var client = fixture.Server.ClientWith(null);

        Assert.Equal("401 sign-in", (await client.PostAsync("/v1/services/note/instances", null, ("Sec-Fetch-Site", site))).Problem);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v1/instances", null, ("Sec-Fetch-Site", site))).Status);
    }

    [Fact]
    public async Task Servers_own_page_needs_no_antiforgery_token()
    {
        using var client = fixture.Server.ClientWith(null);

        var session = (await client.GetAsync("/v1/session")).Json;
        var created = await client.PostAsync(
            "/v1/services/note/instances", null, ("Sec-Fetch-Site", "same-origin"), ("Origin", fixture.Server.Address.GetLeftPart(UriPartial.Authority)));

        Assert.Equal("development", session["signIn"]!.GetValue<string>());
        Assert.Equal("developer", session["name"]!.GetValue<string>());
        Assert.Null(session["antiforgeryToken"]);
        Assert.Null(session["expiresAt"]);
        Assert.Equal(HttpStatusCode.Created, created.Status);
    }

    [Fact]
    public async Task Browser_sign_in_is_not_there()
    {
        using var client = fixture.Server.ClientWith(null);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/signin")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/signin/callback?code=1&state=2")).Status);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    public async Task Server_that_others_can_reach_does_not_start(string url)
    {
        await using var app = RunningServer.Build(options => options.Development.Enabled = true, fixture.Cluster.Kubeconfig, url: url);

        var refusal = await Assert.ThrowsAsync<AllocatorException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("loopback", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", refusal.Message, StringComparison.Ordinal);
    }
}
