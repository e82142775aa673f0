using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Allocator;

public sealed class OpenIdConnectSignInTests(ServerFixture fixture) : IAsyncLifetime
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
    public async Task Browser_is_sent_to_the_issuer_and_is_known_when_it_comes_back()
    {
        _servers.Provider.Claims["email"] = "alice@example.com";
        using var browser = new Browser(_server.Address);

        var before = await browser.GetAsync("/v1/session");
        var signIn = $"{before.Json["signIn"]}?returnTo=/v1/session";
        var callback = await browser.BeginSignInAsync(signIn);
        var returned = Browser.Redirect(await browser.GetAsync(callback));
        var after = await browser.GetAsync(returned);

        Assert.Equal("401 sign-in", before.Problem);
        Assert.StartsWith("/signin?", signIn, StringComparison.Ordinal);
        Assert.StartsWith("https://allocator.test/signin/callback?code=", callback, StringComparison.Ordinal);
        Assert.Equal("/v1/session", returned);
        Assert.Equal("alice@example.com", after.Json["name"]!.GetValue<string>());
        Assert.Equal("cookie", after.Json["signIn"]!.GetValue<string>());
        Assert.False(after.Json["isAdministrator"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Without_a_path_to_return_to_the_browser_comes_to_the_root()
    {
        using var browser = new Browser(_server.Address);

        Assert.Equal("/", Browser.Redirect(await browser.SignInAsync()));
    }

    [Fact]
    public async Task Issuer_is_asked_by_code_with_PKCE_and_gets_nothing_else()
    {
        using var browser = new Browser(_server.Address);

        var authorize = new Uri(Browser.Redirect(await browser.GetAsync("/signin")));

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorize.Query);
        Assert.Equal(
            ["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"],
            query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("openid profile email", query["scope"]);
        Assert.Equal("https://allocator.test/signin/callback", query["redirect_uri"]);
    }

    public static TheoryData<string> WrongTokens() => ["nonce", "issuer", "audience", "signature", "lifetime", "secret"];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task Id_token_that_is_not_right_signs_nobody_in(string wrong)
    {
        using var otherKey = RSA.Create(2048);
        var provider = _servers.Provider;
        provider.IdToken = nonce => wrong switch
        {
            "nonce" => provider.Issue("another"),
            "issuer" => provider.Issue(nonce, issuer: "https://other.example"),
            "audience" => provider.Issue(nonce, audience: "somebody"),
            "signature" => provider.Issue(nonce, credentials: new(new RsaSecurityKey(otherKey), SecurityAlgorithms.RsaSha256)),
            "secret" => provider.Issue(nonce, credentials: provider.Tokens.PublicKeyAsSecret()),
            _ => provider.Issue(nonce, validFor: TimeSpan.FromMinutes(-6)),
        };
        using var browser = new Browser(_server.Address);

        var answer = await browser.SignInAsync();

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Equal("/signin", answer.Json["signIn"]!.GetValue<string>());
        Assert.Contains("token", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Answer_with_another_state_is_refused()
    {
        using var browser = new Browser(_server.Address);
        var callback = await browser.BeginSignInAsync();

        var answer = await browser.GetAsync(callback + "x");

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Answer_to_another_browsers_sign_in_is_refused()
    {
        using var attacker = new Browser(_server.Address);
        using var victim = new Browser(_server.Address);

        var answer = await victim.GetAsync(await attacker.BeginSignInAsync());

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Null(victim.Session);
    }

    [Fact]
    public async Task Code_of_another_sign_in_is_refused_by_PKCE()
    {
        using var attacker = new Browser(_server.Address);
        using var victim = new Browser(_server.Address);
        var code = Query(await attacker.BeginSignInAsync(), "code");
        var callback = await victim.BeginSignInAsync();

        var answer = await victim.GetAsync(callback.Replace(Query(callback, "code"), code, StringComparison.Ordinal));

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Null(victim.Session);
    }

    [Fact]
    public async Task Answer_is_taken_once()
    {
        using var browser = new Browser(_server.Address);
        var callback = await browser.BeginSignInAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(callback)).Status);

        Assert.Equal("401 sign-in", (await browser.GetAsync(callback)).Problem);
    }

    [Fact]
    public async Task Refusal_of_the_issuer_is_told_and_its_words_are_not_repeated()
    {
        using var browser = new Browser(_server.Address);
        var state = Query(await browser.BeginSignInAsync(), "state");

        var answer = await browser.GetAsync($"/signin/callback?error=access_denied&error_description=swordfish&state={Uri.EscapeDataString(state)}");

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Contains("https://allocator.test/signin", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_is_a_page_for_whoever_looks_at_it()
    {
        using var browser = new Browser(_server.Address);
        var state = Query(await browser.BeginSignInAsync(), "state");

        var answer = await browser.SendAsync(
            HttpMethod.Get, $"/signin/callback?error=access_denied&error_description=%3Cscript%3Eswordfish&state={Uri.EscapeDataString(state)}", null, ("Accept", "text/html,*/*"));

        Assert.Equal((HttpStatusCode.Unauthorized, "text/html"), (answer.Status, answer.MediaType));
        Assert.Contains("it was cancelled, or the issuer does not let you in here", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""<a class="action" href="/signin">Sign in</a>""", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", answer.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil")]
    public async Task Sign_in_leads_to_no_other_site(string returnTo)
    {
        using var browser = new Browser(_server.Address);

        Assert.Equal("400 bad-request", (await browser.GetAsync($"/signin?returnTo={Uri.EscapeDataString(returnTo)}")).Problem);
    }

    [Fact]
    public async Task Same_person_is_the_same_owner_with_a_token_of_the_issuer()
    {
        _servers.Provider.Claims["email"] = "same@example.com";
        _servers.Provider.Claims["email_verified"] = true;
        var server = await _servers.StartServerAsync(options => (options.Jwt.Issuer, options.Jwt.Audience) = (_servers.Provider.Address, Tokens.Audience));
        using var program = server.ClientWith(
            _servers.Provider.Tokens.Issue(issuer: _servers.Provider.Address, claims: new Dictionary<string, object> { ["email"] = "same@example.com", ["email_verified"] = true }));
        using var browser = new Browser(server.Address);
        await browser.SignInAsync();

        var name = await program.CreateAsync("note");
        var seen = await browser.GetAsync($"/v1/instances/{name}");
        var destroyed = await browser.PostAsync($"/v1/instances/{name}/destroy?wait=true");

        Assert.Equal("same@example.com", seen.Json["owner"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, destroyed.Status);
        Assert.Equal("404 instance-not-found", (await program.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Fact]
    public async Task Email_that_is_not_verified_is_nobodys_name()
    {
        (_servers.Provider.Claims["email"], _servers.Provider.Claims["email_verified"]) = ("admin@example.com", false);
        using var browser = new Browser(_server.Address);
        await browser.SignInAsync();

        Assert.Equal("alice", (await browser.GetAsync("/v1/session")).Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Groups_make_administrators()
    {
        _servers.Provider.Claims["groups"] = new[] { "ops", "others" };
        var server = await _servers.StartServerAsync(services: services => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<AllocatorOptions>(
            services, options => options.Administrators.Add("group:ops")));
        using var browser = new Browser(server.Address);
        await browser.SignInAsync();

        Assert.True((await browser.GetAsync("/v1/session")).Json["isAdministrator"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Instances_of_another_person_look_like_none()
    {
        using var alice = new Browser(_server.Address);
        using var bob = new Browser(_server.Address);
        await alice.SignInAsync();
        _servers.Provider.Subject = "bob";
        await bob.SignInAsync();

        var name = (await alice.PostAsync("/v1/services/note/instances")).Json["name"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync($"/v1/instances/{name}")).Status);
        Assert.Equal("404 instance-not-found", (await bob.GetAsync($"/v1/instances/{name}")).Problem);
        Assert.Equal("404 instance-not-found", (await bob.PostAsync($"/v1/instances/{name}/destroy")).Problem);
    }

    [Theory]
    [InlineData("/allocator", "")]
    [InlineData("", "/allocator")]
    public async Task Sign_in_works_below_a_prefix_which_the_ingress_may_take_away(string prefix, string stripped)
    {
        var server = await _servers.StartServerAsync(options => options.OpenIdConnect.PublicUrl = new Uri(Browser.Site + "/allocator/"), prefix: prefix);
        using var browser = new Browser(server.Address) { Stripped = stripped };

        var signIn = (await browser.GetAsync("/allocator/v1/session")).Json["signIn"]!.GetValue<string>();
        var callback = await browser.BeginSignInAsync(signIn);
        var returned = Browser.Redirect(await browser.GetAsync(callback));

        Assert.Equal("/allocator/signin", signIn);
        Assert.StartsWith("https://allocator.test/allocator/signin/callback?", callback, StringComparison.Ordinal);
        Assert.Equal("/allocator/", returned);
        Assert.Equal("alice", (await browser.GetAsync("/allocator/v1/session")).Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Secret_of_the_client_is_read_from_its_file_at_each_sign_in()
    {
        var folder = Directory.CreateTempSubdirectory("client-secret-");
        var file = Path.Combine(folder.FullName, "secret");
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
        var server = await _servers.StartServerAsync(options => (options.OpenIdConnect.ClientSecret, options.OpenIdConnect.ClientSecretFile) = (null, file));
        using var browser = new Browser(server.Address);

        var before = await browser.SignInAsync();
        await File.WriteAllTextAsync(file, OpenIdProvider.ClientSecret + "\n", TestContext.Current.CancellationToken);
        var after = await browser.SignInAsync();
        folder.Delete(recursive: true);

        Assert.Equal("401 sign-in", before.Problem);
        Assert.Equal(HttpStatusCode.Redirect, after.Status);
    }

    [Fact]
    public async Task Issuer_that_does_not_answer_is_told()
    {
        await _servers.Provider.StopAsync();
        using var browser = new Browser(_server.Address);

        var answer = await browser.GetAsync("/signin");

        Assert.Equal("401 sign-in", answer.Problem);
        Assert.Contains("discovery document", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Query(string address, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query)[name].ToString();
}
