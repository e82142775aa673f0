using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Where a browser's sign-in begins, comes back to, and ends. They are not found where it is not configured.</summary>
internal static partial class SignInEndpoints
{
    public const string SignInPath = "/signin";

    public const string Callback = "/signin/callback";

    public const string SignOutPath = "/signout";

    /// <summary>Maps what anybody may ask.</summary>
    public static IEndpointConventionBuilder MapAnonymous(IEndpointRouteBuilder endpoints)
    {
        var both = endpoints.MapGroup("");
        both.MapGet(SignInPath, BeginAsync).ExcludeFromDescription();
        both.MapGet(Callback, EndAsync).ExcludeFromDescription();
        both.WithMetadata(new ProblemPage.Shown());
        return both;
    }

    public static IEndpointConventionBuilder MapSignOut(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(SignOutPath, SignOutAsync).ExcludeFromDescription();

    private static async Task BeginAsync(
        HttpContext context, IOptions<AllocatorServerOptions> server, ILogger<OpenIdConnectSignInHandler> logger, string? returnTo)
    {
        if (server.Value.OpenIdConnect is not { Enabled: true } settings)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        returnTo ??= settings.PublicPath("/");
        if (!ReturnPath.IsLocal(returnTo))
            throw new RequestException("'returnTo' must be a path of this site, for example '/': a sign-in leads nowhere else.");
        try
        {
            await context.ChallengeAsync(AllocatorSignIn.OpenIdConnect, new AuthenticationProperties { RedirectUri = returnTo }).ConfigureAwait(false);
        }
        catch (InvalidOperationException failure)
        {
            Log.IssuerAway(logger, failure, settings.Issuer!);
            throw Refusal(server.Value, $"The issuer '{settings.Issuer}' does not say how to sign in: its discovery document cannot be read.");
        }
    }

    private static async Task EndAsync(HttpContext context, IOptions<AllocatorServerOptions> server, ILogger<OpenIdConnectSignInHandler> logger)
    {
        if (!server.Value.OpenIdConnect.Enabled)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = (OpenIdConnectSignInHandler)(await handlers.GetHandlerAsync(context, AllocatorSignIn.OpenIdConnect).ConfigureAwait(false))!;
        try
        {
            if (!await handler.TakeAnswerAsync(context).ConfigureAwait(false))
                throw Refusal(server.Value, "This is no answer of the issuer.");
        }
        catch (AuthenticationFailureException failure)
        {
            Log.Failed(logger, failure, server.Value.OpenIdConnect.Issuer!);
            var problem = context.Request.Query["error"] == "access_denied"
                ? "it was cancelled, or the issuer does not let you in here"
                : SignInProblem.OfAnswer(failure);
            throw Refusal(server.Value, $"The sign-in did not come to its end: {problem}.");
        }
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        if (SessionCookie.IsSignInOf(context))
            await context.SignOutAsync(AllocatorSignIn.Cookie).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SignInException Refusal(AllocatorServerOptions server, string problem) =>
        SignIn.Refusal(server, $"{problem} Try again at {server.OpenIdConnect.PublicAddress(SignInPath)}; the server's log has the cause.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in at {Issuer} failed")]
        public static partial void Failed(ILogger logger, Exception failure, string issuer);

        [LoggerMessage(LogLevel.Error, "The discovery document of {Issuer} cannot be read")]
        public static partial void IssuerAway(ILogger logger, Exception failure, string issuer);
    }
}
