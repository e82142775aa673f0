using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>
/// Says who sends a request, or refuses it. It is part of every endpoint, so no order of the host's middleware and no forgotten policy opens one.
/// </summary>
internal static class SignIn
{
    /// <exception cref="SignInException">Nobody has signed in.</exception>
    /// <exception cref="NoIdentityException">The user has no name.</exception>
    public static async Task RequireAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AllocatorServerOptions>>().Value;
        var result = await context.AuthenticateAsync(options.AuthenticationScheme).ConfigureAwait(false);

        // A cookie that is not right is like none.
        if (!result.Succeeded && options.Development.Enabled && IsBySession(context, options))
            result = await context.AuthenticateAsync(AllocatorSignIn.Development).ConfigureAwait(false);
        if (result.Principal?.Identity?.IsAuthenticated != true)
            throw Refusal(context, options, result.Failure);
        context.User = result.Principal;
        context.Features.Set(result.Ticket);
        try
        {
            await context.RequestServices.GetRequiredService<IIdentityProvider>().GetIdentityAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (AllocatorException nobody)
        {
            throw new NoIdentityException(nobody);
        }
    }

    /// <summary>What is answered to whoever is not known, with the ways in that there are.</summary>
    public static SignInException Refusal(AllocatorServerOptions options, string message, string? tokenProblem = null) => new(
        message,
        $"Bearer realm=\"{options.Name}\"" + (tokenProblem is null ? "" : $", error=\"invalid_token\", error_description=\"{tokenProblem}\""))
    {
        SignInPath = options.OpenIdConnect.Enabled ? options.OpenIdConnect.PublicPath(SignInEndpoints.SignInPath) : null,
    };

    private static SignInException Refusal(HttpContext context, AllocatorServerOptions options, Exception? failure)
    {
        var page = options.OpenIdConnect.Enabled ? options.OpenIdConnect.PublicAddress(SignInEndpoints.SignInPath) : null;
        if (IsBySession(context, options))
            return Refusal(options, $"The session is over, or was never this server's. Sign in again at {page}.");
        if (failure is null)
        {
            var ways = page is null ? "Send" : $"Open {page} in a browser, or send";
            return Refusal(options, $"Nobody has signed in. {ways} a token: Authorization: Bearer <token>.");
        }

        var problem = SignInProblem.Of(failure);
        return Refusal(options, $"The sign-in was refused: {problem}.", problem);
    }

    private static bool IsBySession(HttpContext context, AllocatorServerOptions options) =>
        options.AuthenticationScheme == AllocatorSignIn.Scheme && SchemeChoice.Of(context) == AllocatorSignIn.Cookie;
}
