using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class SessionTests(ServerFixture fixture) : IAsyncLifetime
{
    private BrowserServers _servers = null!;
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await BrowserServers.StartAsync(fixture);
        _server = await _servers.StartServerAsync();
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    [Fact]
    public async Task Cookie_is_for_this_host_by_https_only_and_no_script_reads_it()
    {
        using var browser = new Browser(_server.Address);

        var cookies = (await browser.SignInAsync()).Headers.GetValues("Set-Cookie");

        var cookie = Assert.Single(cookies, cookie => cookie.StartsWith("__Host-allocator=", StringComparison.Ordinal));
        var attributes = cookie.Split("; ")[1..];
        Assert.Equal(["expires", "httponly", "path=/", "samesite=lax", "secure"], attributes.Select(attribute => attribute.StartsWith("expires=", StringComparison.Ordinal) ? "expires" : attribute).Order(StringComparer.Ordinal));
        Assert.InRange(cookie.Length, 1, 1500);
    }

    [Fact]
    public async Task Cookies_of_the_sign_in_itself_are_sent_to_the_callback_only()
    {
        using var browser = new Browser(_server.Address);

        var cookies = (await browser.GetAsync("/signin")).Headers.GetValues("Set-Cookie").ToList();

        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            foreach (var attribute in (string[])["path=/signin/callback", "secure", "samesite=lax", "httponly"])
                Assert.Contains($"; {attribute}", cookie, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Session_has_the_claims_of_the_identity_and_no_others()
    {
        _servers.Provider.Claims["email"] = "alice@example.com";
        _servers.Provider.Claims["picture"] = "https://pictures.example/alice";
        using var browser = new Browser(_server.Address);
        await browser.SignInAsync();

        var formats = _server.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>();
        var ticket = formats.Get(AllocatorSignIn.Cookie).TicketDataFormat.Unprotect(browser.Session)!;

        Assert.Equal(["email", "iss", "sub"], ticket.Principal.Claims.Select(claim => claim.Type).Order(StringComparer.Ordinal));
        Assert.Empty(ticket.Properties.GetTokens());
    }

    [Fact]
    public async Task Session_of_somebody_with_many_groups_is_in_several_cookies()
    {
        _servers.Provider.Claims["groups"] = Enumerable.Range(0, 200).Select(number => $"a group with a rather long name, number {number}").ToArray();
        using var browser = new Browser(_server.Address);

        await browser.SignInAsync();
        var cookies = Names();
        var session = await browser.GetAsync("/v1/session");
        await browser.PostAsync("/signout");

        Assert.InRange(cookies.Count(name => name.StartsWith("__Host-allocatorC", StringComparison.Ordinal)), 2, 5);
        Assert.Equal("alice", session.Json["name"]!.GetValue<string>());
        Assert.Equal(["__Host-allocator-antiforgery"], Names());

        IReadOnlyList<string> Names() => [.. browser.Cookies.GetCookies(new Uri(Browser.Site)).Select(cookie => cookie.Name)];
    }

    [Fact]
    public async Task Session_ends_after_seven_days_however_much_it_is_used()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = await _servers.StartServerAsync(services: services => services.AddSingleton<TimeProvider>(time));
        using var browser = new Browser(server.Address);
        await browser.SignInAsync();
        var end = (await browser.GetAsync("/v1/session")).Json["expiresAt"]!.GetValue<DateTimeOffset>();

        for (var day = 1; day < 7; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            var used = await browser.GetAsync("/v1/session");
            Assert.Equal(end, used.Json["expiresAt"]!.GetValue<DateTimeOffset>());
            Assert.DoesNotContain(used.Headers.TryGetValues("Set-Cookie", out var set) ? set : [], cookie => cookie.StartsWith("__Host-allocator=", StringComparison.Ordinal));
        }

        time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        var over = await browser.GetAsync("/v1/session");

        Assert.Equal("401 sign-in", over.Problem);
        Assert.Equal("/signin", over.Json["signIn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cookie_that_is_not_the_servers_is_like_none()
    {
        using var browser = new Browser(_server.Address) { Session = "forged" };
        var developers = await _servers.StartServerAsync(options => options.Development.Enabled = true);
        using var developer = new Browser(developers.Address) { Session = "forged", Host = developers.Address.Authority };

        var answer = await browser.GetAsync("/v1/instances");

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Equal("/signin", answer.Json["signIn"]!.GetValue<string>());
        Assert.Equal("development", (await developer.GetAsync("/v1/session")).Json["signIn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cookie_of_a_server_with_other_keys_is_refused()
    {
        var foreign = await _servers.StartServerAsync(options => options.OpenIdConnect.KeysSecret += "-others");
        using var browser = new Browser(foreign.Address);
        await browser.SignInAsync();

        browser.Server = _server.Address;

        Assert.Equal("401 sign-in", (await browser.GetAsync("/v1/session")).Problem);
    }

    [Fact]
    public async Task Cookie_of_a_server_with_another_client_of_the_issuer_is_refused_though_the_keys_are_the_same()
    {
        using var browser = new Browser(_server.Address);
        await browser.SignInAsync();
        var other = await _servers.StartServerAsync(options => options.OpenIdConnect.ClientId = "another");

        browser.Server = other.Address;

        Assert.Equal("401 sign-in", (await browser.GetAsync("/v1/session")).Problem);
    }

    [Fact]
    public async Task Token_wins_over_the_cookie()
    {
        var server = await _servers.StartServerAsync(options => (options.Jwt.Issuer, options.Jwt.Audience) = (_servers.Provider.Address, Tokens.Audience));
        using var browser = new Browser(server.Address);
        await browser.SignInAsync();
        var authorization = ("Authorization", "Bearer " + _servers.Provider.Tokens.Issue("robot", _servers.Provider.Address));

        var session = await browser.SendAsync(HttpMethod.Get, "/v1/session", null, authorization);
        var created = await browser.SendAsync(HttpMethod.Post, "/v1/services/note/instances", null, authorization);

        Assert.Equal("robot", session.Json["name"]!.GetValue<string>());
        Assert.Equal("token", session.Json["signIn"]!.GetValue<string>());
        Assert.Null(session.Json["antiforgeryToken"]);
        Assert.Equal("robot", created.Json["owner"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sign_out_ends_the_session()
    {
        using var browser = new Browser(_server.Address);
        await browser.SignInAsync();

        var forged = await browser.SendAsync(HttpMethod.Post, "/signout");
        Assert.Equal("400 antiforgery", forged.Problem);
        Assert.NotNull(browser.Session);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/signout")).Status);

        Assert.Null(browser.Session);
        Assert.Equal("401 sign-in", (await browser.GetAsync("/v1/session")).Problem);
        Assert.Equal("401 sign-in", (await browser.SendAsync(HttpMethod.Post, "/signout")).Problem);
    }
}
