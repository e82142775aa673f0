using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>What the session's cookie is like.</summary>
internal sealed class ConfigureSessionCookie(TimeProvider time) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(CookieAuthenticationOptions options) => Configure(null, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != AllocatorSignIn.Cookie)
            return;
        options.TimeProvider = time;
        options.ExpireTimeSpan = SessionCookie.Lifetime;
        options.SlidingExpiration = false;
        options.Cookie.Name = SessionCookie.Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        // Not strict: the redirect from the issuer is a navigation that another site began.
        options.Cookie.SameSite = SameSiteMode.Lax;
    }
}
