using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

public sealed class SignInTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("")]
    [InlineData("/allocator")]
    public async Task Who_has_signed_in_at_the_issuer_creates_destroys_and_leaves(string prefix)
    {
        await using var issuer = await OpenIdProvider.StartAsync();
        await using var server = await SecureServer.StartAsync(fixture.Cluster, issuer, prefix);
        await using var visit = await VisitAsync(server);
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await visit.PictureAsync("sign-in");

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator(".who")).ToContainTextAsync("alice");
        Assert.Equal(server.Address.AbsoluteUri, page.Url);
        var name = await visit.CreateAsync("note");
        await visit.Button($"Destroy {name}").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Destroy" }).ClickAsync();
        await Expect(visit.Instances).ToHaveCountAsync(0);

        var cookie = Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name == "__Host-allocator");
        Assert.Equal((true, true, SameSiteAttribute.Lax), (cookie.Secure, cookie.HttpOnly, cookie.SameSite));
        await visit.Button("Sign out").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "__Host-allocator");
    }

    [Fact]
    public async Task Session_that_ends_while_the_page_is_open_is_told()
    {
        await using var issuer = await OpenIdProvider.StartAsync();
        await using var server = await SecureServer.StartAsync(fixture.Cluster, issuer);
        await using var visit = await VisitAsync(server);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visit.Page.Locator(".who")).ToContainTextAsync("alice");

        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("note");
        await visit.Button("Create").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Whom_the_issuer_refuses_sees_a_page_from_which_they_can_try_again()
    {
        await using var issuer = await OpenIdProvider.StartAsync();
        issuer.Refuses = true;
        await using var server = await SecureServer.StartAsync(fixture.Cluster, issuer, "/allocator");
        await using var visit = await VisitAsync(server);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visit.Page.GetByText("the issuer does not let you in here")).ToBeVisibleAsync();
        await visit.PictureAsync("sign-in-refused");

        issuer.Refuses = false;
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();

        await Expect(visit.Page.Locator(".who")).ToContainTextAsync("alice");
    }

    [Fact]
    public async Task Sign_out_that_did_not_come_to_be_is_told()
    {
        await using var issuer = await OpenIdProvider.StartAsync();
        await using var server = await SecureServer.StartAsync(fixture.Cluster, issuer);
        await using var visit = await VisitAsync(server);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.RouteAsync("**/signout", route => route.AbortAsync());

        await visit.Button("Sign out").ClickAsync();

        await Expect(visit.Page.Locator(".who").GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be reached");
        await Expect(visit.Page.Locator(".who")).ToContainTextAsync("alice");
    }

    private async Task<Visit> VisitAsync(SecureServer server)
    {
        var visit = await fixture.VisitAsync("", options => (options.BaseURL, options.ExtraHTTPHeaders, options.IgnoreHTTPSErrors) = (server.Address.AbsoluteUri, null, true));
        await visit.OpenAsync();
        return visit;
    }
}
