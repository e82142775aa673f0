using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Allocator;

/// <summary>A small issuer of OpenID Connect, with one client and without a password: whoever asks is <see cref="Subject"/>.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "allocator-page";

    public const string ClientSecret = "the client's secret";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Asked> _codes = new();

    private OpenIdProvider(WebApplication app)
    {
        _app = app;
        IdToken = nonce => Issue(nonce);
    }

    public Tokens Tokens { get; } = new();

    public string Address => _app.Urls.First();

    public string Subject { get; set; } = "alice";

    /// <summary>Whether it lets nobody in.</summary>
    public bool Refuses { get; set; }

    public Dictionary<string, object> Claims { get; } = [];

    /// <summary>Makes the id token for a nonce.</summary>
    public Func<string, string> IdToken { get; set; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new OpenIdProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        app.MapGet("/keys", () => Results.Text(provider.Tokens.KeySet("k1"), "application/json"));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.RedeemAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public string Issue(string nonce, string? issuer = null, string? audience = ClientId, TimeSpan? validFor = null, SigningCredentials? credentials = null) =>
        Tokens.Issue(Subject, issuer ?? Address, audience, validFor, credentials: credentials, claims: new Dictionary<string, object>(Claims) { ["nonce"] = nonce });

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Tokens.Dispose();
    }

    private IResult Discovery() => Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = $"{Address}/authorize",
        token_endpoint = $"{Address}/token",
        jwks_uri = $"{Address}/keys",
        // One that the server has no use for.
        pushed_authorization_request_endpoint = $"{Address}/pushed",
    });

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || !query["scope"].ToString().Split(' ').Contains("openid"))
            return Results.BadRequest();
        if (Refuses)
            return Results.Redirect($"{query["redirect_uri"]}?error=access_denied&state={Uri.EscapeDataString(query["state"]!)}");
        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = new Asked(query["redirect_uri"]!, query["code_challenge"]!, query["nonce"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private async Task<IResult> RedeemAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(TestContext.Current.CancellationToken);
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        var isRight = _codes.TryRemove(form["code"].ToString(), out var asked) && form["grant_type"] == "authorization_code" && form["client_id"] == ClientId
            && form["client_secret"] == ClientSecret && form["redirect_uri"] == asked.RedirectUri && challenge == asked.Challenge;
        return isRight
            ? Results.Json(new { id_token = IdToken(asked!.Nonce), access_token = "an access token", token_type = "Bearer", expires_in = 60 })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
    }

    private sealed record Asked(string RedirectUri, string Challenge, string Nonce);
}
