using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Says who the caller is.</summary>
internal static class SessionEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/session", GetAsync)
        .WithSummary("Says who the caller is, and gives a page that signed in by cookie its antiforgery token").Produces<SessionResource>().Answers();

    private static async Task<SessionResource> GetAsync(
        HttpContext context, CallerLookup callers, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        var caller = (await callers.GetAsync(cancellationToken).ConfigureAwait(false)).Identity;
        var ticket = context.Features.Get<AuthenticationTicket>();
        var isCookie = SessionCookie.IsSignInOf(context);
        return new SessionResource
        {
            Name = caller.Name,
            IsAdministrator = caller.IsAdministrator,
            SignIn = ticket?.AuthenticationScheme switch
            {
                AllocatorSignIn.Cookie => "cookie",
                AllocatorSignIn.Development => "development",
                _ => "token",
            },
            ExpiresAt = isCookie ? ticket!.Properties.ExpiresUtc : null,
            AntiforgeryToken = isCookie ? antiforgery.GetAndStoreTokens(context).RequestToken : null,
        };
    }
}
