using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Allocator.Server;

/// <summary>The authorization code flow: what the issuer is asked for, what it must answer, and what becomes of that.</summary>
internal sealed class ConfigureOpenIdConnect(IOptions<AllocatorServerOptions> server, TimeProvider time)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    private static readonly string[] s_scopes = ["openid", "profile", "email"];

    public void Configure(OpenIdConnectOptions options) => Configure(null, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != AllocatorSignIn.OpenIdConnect || server.Value.OpenIdConnect is not { Issuer: { } issuer } settings)
            return;
        options.TimeProvider = time;
        options.Authority = issuer;
        options.RequireHttpsMetadata = !Loopback.IsAddress(issuer);
        options.ClientId = settings.ClientId;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        // The secret is read when the code is redeemed, so there is none yet to push with.
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.DisableTelemetry = true;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Count > 0 ? settings.Scopes : s_scopes)
            options.Scope.Add(scope);

        options.MapInboundClaims = false;
        // They would take the issuer away, which is a part of who somebody is.
        options.ClaimActions.Clear();
        options.SaveTokens = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = settings.ClientId,
            ValidAlgorithms = SigningAlgorithms.All,
            NameClaimType = "name",
        };

        options.SignInScheme = AllocatorSignIn.Cookie;
        options.CallbackPath = SignInEndpoints.Callback;
        options.RemoteSignOutPath = default;
        options.SignedOutCallbackPath = default;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.Path = settings.PublicPath(SignInEndpoints.Callback);
            cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Lax;
        }

        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = challenge =>
            {
                challenge.ProtocolMessage.RedirectUri = settings.PublicAddress(SignInEndpoints.Callback);
                return Task.CompletedTask;
            },
            OnAuthorizationCodeReceived = async code =>
                code.TokenEndpointRequest!.ClientSecret = await SecretAsync(settings, code.HttpContext.RequestAborted).ConfigureAwait(false),
            OnTokenValidated = validated =>
            {
                validated.Principal = SessionClaims.Of(validated.Principal!);
                return Task.CompletedTask;
            },
            OnTicketReceived = received =>
            {
                received.Properties = new AuthenticationProperties { IsPersistent = true };
                return Task.CompletedTask;
            },
        };
    }

    private static async Task<string> SecretAsync(OpenIdConnectSignInOptions settings, CancellationToken cancellationToken) =>
        settings.ClientSecretFile is { Length: > 0 } path
            ? (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim()
            : settings.ClientSecret!;
}
