using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>The cookie by which a browser that has signed in is known.</summary>
internal static class SessionCookie
{
    /// <summary>Browsers take a cookie of such a name only by https, and from this host itself.</summary>
    /// <remarks>See <see href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-cookie-name-prefixes"/>.</remarks>
    public const string Name = "__Host-allocator";

    /// <summary>How long a sign-in lasts, however much it is used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static bool IsIn(HttpRequest request) => request.Cookies.ContainsKey(Name);

    /// <summary>Whether it is what has signed the present request in.</summary>
    public static bool IsSignInOf(HttpContext context) => context.Features.Get<AuthenticationTicket>()?.AuthenticationScheme == AllocatorSignIn.Cookie;
}
