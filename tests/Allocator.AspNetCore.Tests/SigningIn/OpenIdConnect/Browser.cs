using System.Net;
using System.Net.Http.Json;

namespace Allocator;

/// <summary>
/// What a browser does: keeps cookies as they say, and follows redirects. <see cref="Site"/> is reached over an ingress, at which TLS ends: the server gets plain HTTP.
/// </summary>
internal sealed class Browser(Uri server) : IDisposable
{
    public const string Site = "https://allocator.test";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>The replica that the ingress chooses.</summary>
    public Uri Server { get; set; } = server;

    /// <summary>What the ingress calls the site.</summary>
    public string Host { get; set; } = new Uri(Site).Authority;

    /// <summary>What the ingress takes away from the beginning of paths.</summary>
    public string Stripped { get; set; } = "";

    public CookieContainer Cookies { get; } = new();

    /// <summary>The cookie of the session; null if there is none.</summary>
    public string? Session
    {
        get => Cookies.GetCookies(new Uri(Site))["__Host-allocator"]?.Value;
        set => Cookies.Add(new Cookie("__Host-allocator", value, "/", new Uri(Site).Host) { Secure = true });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Answer> SendAsync(HttpMethod method, string address, object? body = null, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(new Uri(Site), address);
        var isSite = uri.Host == new Uri(Site).Host;
        using var request = new HttpRequestMessage(method, isSite ? new Uri(Server, uri.PathAndQuery[Stripped.Length..]) : uri) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Host = isSite ? Host : uri.Authority;
        if (Cookies.GetCookieHeader(uri) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await _http.SendAsync(request, Token);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            Cookies.SetCookies(uri, cookie);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    /// <summary>As the server's page does it: with the antiforgery token.</summary>
    public async Task<Answer> PostAsync(string path, object? body = null)
    {
        var token = (await GetAsync("/v1/session")).Json["antiforgeryToken"]!.GetValue<string>();
        return await SendAsync(HttpMethod.Post, path, body, ("X-CSRF-TOKEN", token));
    }

    /// <summary>Goes to the issuer and back, to where the issuer's answer leads.</summary>
    /// <returns>The address at which the server takes the issuer's answer.</returns>
    public async Task<string> BeginSignInAsync(string path = "/signin")
    {
        var authorize = Redirect(await GetAsync(path));
        return Redirect(await GetAsync(authorize));
    }

    public async Task<Answer> SignInAsync(string path = "/signin") => await GetAsync(await BeginSignInAsync(path));

    public void Dispose() => _http.Dispose();

    public static string Redirect(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.Redirect, $"{answer.Status}: {answer.Text}");
        return answer.Headers.Location!.OriginalString;
    }
}
