using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Lets the cluster say whose token it is.</summary>
internal sealed class KubernetesSignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenReviews reviews)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Stands for the issuer, which is a part of who a caller is; the cluster vouches for all of them.</summary>
    private const string Issuer = "kubernetes";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } token)
            return AuthenticateResult.NoResult();
        var verdict = await reviews.ReviewAsync(token, Context.RequestAborted).ConfigureAwait(false);
        if (verdict.User is not { } user)
            return AuthenticateResult.Fail(new SignInFailure(verdict.Problem));
        var identity = new ClaimsIdentity(
            [new Claim("iss", Issuer), new Claim("sub", user.Name), .. user.Groups.Select(group => new Claim("groups", group))],
            Scheme.Name, "sub", "groups");
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
