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
        if (result.Principal?.Identity?.IsAuthenticated != true)
            throw Refusal(options, result.Failure);
        context.User = result.Principal;
        try
        {
            await context.RequestServices.GetRequiredService<IIdentityProvider>().GetIdentityAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (AllocatorException nobody)
        {
            throw new NoIdentityException(nobody);
        }
    }

    private static SignInException Refusal(AllocatorServerOptions options, Exception? failure)
    {
        var realm = $"Bearer realm=\"{options.Name}\"";
        if (failure is null)
            return new SignInException("Nobody has signed in. Send a token: Authorization: Bearer <token>.", realm);
        var problem = SignInProblem.Of(failure);
        return new SignInException($"The sign-in was refused: {problem}.", $"{realm}, error=\"invalid_token\", error_description=\"{problem}\"");
    }
}
