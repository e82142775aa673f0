using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Server;

/// <summary>Browsers send a cookie whoever makes them; so by it alone nothing is changed.</summary>
internal static class AntiforgeryCheck
{
    public const string Header = "X-CSRF-TOKEN";

    /// <exception cref="AntiforgeryException">The session's cookie has signed the request in, and another site may have sent it.</exception>
    public static async Task RequireAsync(HttpContext context)
    {
        if (!SessionCookie.IsSignInOf(context))
            return;
        var method = context.Request.Method;
        if (context.WebSockets.IsWebSocketRequest || HttpMethods.IsConnect(method))
        {
            throw new AntiforgeryException(
                "A tunnel cannot be opened by the session's cookie, because a page of any site could. Send a token: Authorization: Bearer <token>.");
        }

        if (SafeMethod.Is(method))
            return;
        if (!HttpMethods.IsPost(method))
        {
            throw new AntiforgeryException(
                $"By the session's cookie only GET and POST are taken, not {method}. POST /v1/instances/{{name}}/destroy is what DELETE is.");
        }

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context).ConfigureAwait(false);
        }
        catch (AntiforgeryValidationException)
        {
            throw new AntiforgeryException(
                $"The request has no valid antiforgery token. Send the antiforgeryToken of GET /v1/session in the header {Header}.");
        }
    }
}
