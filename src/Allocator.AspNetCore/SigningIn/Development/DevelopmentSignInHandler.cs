using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Takes a caller of this machine at its word.</summary>
internal sealed class DevelopmentSignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOptions<AllocatorServerOptions> server)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string UserHeader = "X-Allocator-User";

    private const string Issuer = "development";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Judge());

    private AuthenticateResult Judge()
    {
        if (!server.Value.Development.Enabled)
            return AuthenticateResult.NoResult();
        if (!IsLocal())
            return AuthenticateResult.Fail(new SignInFailure("without a token only this machine itself may call"));

        // A page of another site in the developer's browser is on this machine too.
        if (!Loopback.IsHost(Request.Host.Host) || !IsOriginHere() || (MayChange() && IsOfAnotherSite()))
            return AuthenticateResult.Fail(new SignInFailure("without a token only this machine's own pages may call"));
        var user = Request.Headers[UserHeader].ToString() is { Length: > 0 } named ? named : server.Value.Development.User;
        var identity = new ClaimsIdentity([new Claim("iss", Issuer), new Claim("sub", user)], Scheme.Name, "sub", null);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private bool IsOriginHere() => Request.Headers.Origin.ToString() is not { Length: > 0 } origin || Loopback.IsAddress(origin);

    private bool MayChange() => Context.WebSockets.IsWebSocketRequest || !SafeMethod.Is(Request.Method);

    // Browsers say it, and no page can say otherwise; what is no browser does not.
    private bool IsOfAnotherSite() => Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    private bool IsLocal() =>
        Context.Connection is { LocalIpAddress: { } local, RemoteIpAddress: { } remote } && IPAddress.IsLoopback(local) && IPAddress.IsLoopback(remote);
}
