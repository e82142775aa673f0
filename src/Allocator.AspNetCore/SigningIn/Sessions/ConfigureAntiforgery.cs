using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Where the two halves of an antiforgery token are.</summary>
internal sealed class ConfigureAntiforgery(IOptions<AllocatorServerOptions> server) : IConfigureOptions<AntiforgeryOptions>
{
    public void Configure(AntiforgeryOptions options)
    {
        if (!server.Value.OpenIdConnect.Enabled)
            return;
        options.HeaderName = AntiforgeryCheck.Header;
        options.Cookie = new SecureCookie
        {
            Name = SessionCookie.Name + "-antiforgery",
            Path = "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
        };
    }

    /// <summary>Secure although the request has come by http, because TLS ends before the server: by policy it would be an error then.</summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = true;
            return cookie;
        }
    }
}
