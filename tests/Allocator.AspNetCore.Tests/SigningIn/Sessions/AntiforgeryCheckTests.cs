using System.Net;

namespace Allocator;

public sealed class AntiforgeryCheckTests(ServerFixture fixture) : IAsyncLifetime
{
    private BrowserServers _servers = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await BrowserServers.StartAsync(fixture);
        _browser = new Browser((await _servers.StartServerAsync()).Address);
        await _browser.SignInAsync();
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _servers.DisposeAsync();
    }

    [Fact]
    public async Task Post_needs_the_token()
    {
        var without = await _browser.SendAsync(HttpMethod.Post, "/v1/services/note/instances");
        var with = await _browser.PostAsync("/v1/services/note/instances");

        Assert.Equal("400 antiforgery", without.Problem);
        Assert.Contains("X-CSRF-TOKEN", without.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, with.Status);
    }

    [Fact]
    public async Task Every_endpoint_that_is_no_GET_needs_it()
    {
        await _browser.GetAsync("/v1/session");
        var name = (await _browser.PostAsync("/v1/services/note/instances")).Json["name"]!.GetValue<string>();

        foreach (var (method, pattern) in MappedEndpoints.All().Where(endpoint => endpoint.Method != "GET"))
        {
            var answer = await _browser.SendAsync(new HttpMethod(method), MappedEndpoints.Path(pattern, name), method == "POST" ? MappedEndpoints.Body : null);
            Assert.Equal("400 antiforgery", answer.Problem);
        }

        Assert.Equal("ready", (await _browser.GetAsync($"/v1/instances/{name}")).Json["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_of_another_person_does_not_do()
    {
        using var attacker = new Browser(_browser.Server);
        _servers.Provider.Subject = "mallory";
        await attacker.SignInAsync();
        var token = (await attacker.GetAsync("/v1/session")).Json["antiforgeryToken"]!.GetValue<string>();
        foreach (var cookie in attacker.Cookies.GetAllCookies().Where(cookie => cookie.Name == "__Host-allocator-antiforgery"))
            _browser.Cookies.Add(cookie);

        var answer = await _browser.SendAsync(HttpMethod.Post, "/v1/services/note/instances", null, ("X-CSRF-TOKEN", token));

        Assert.Equal("400 antiforgery", answer.Problem);
    }

    [Fact]
    public async Task Delete_is_refused_even_with_the_token_and_post_takes_its_place()
    {
        var name = (await _browser.PostAsync("/v1/services/note/instances")).Json["name"]!.GetValue<string>();
        var token = (await _browser.GetAsync("/v1/session")).Json["antiforgeryToken"]!.GetValue<string>();

        var delete = await _browser.SendAsync(HttpMethod.Delete, $"/v1/instances/{name}", null, ("X-CSRF-TOKEN", token));
        var destroy = await _browser.PostAsync($"/v1/instances/{name}/destroy?wait=true");

        Assert.Equal("400 antiforgery", delete.Problem);
        Assert.Contains("/destroy", delete.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, destroy.Status);
        Assert.Equal("404 instance-not-found", (await _browser.GetAsync($"/v1/instances/{name}")).Problem);
    }

    [Fact]
    public async Task Tunnel_is_refused()
    {
        var answer = await _browser.SendAsync(
            HttpMethod.Get,
            "/v1/instances/note-00000000/ports/echo/tunnel",
            null,
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Origin", Browser.Site));

        Assert.Equal("400 antiforgery", answer.Problem);
    }

    [Fact]
    public async Task Antiforgery_cookie_is_strict()
    {
        var cookie = Assert.Single((await _browser.GetAsync("/v1/session")).Headers.GetValues("Set-Cookie"));

        Assert.StartsWith("__Host-allocator-antiforgery=", cookie, StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=strict", "secure"], cookie.Split("; ")[1..].Order(StringComparer.Ordinal));
    }
}
