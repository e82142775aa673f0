using System.Security.Claims;

namespace Allocator;

/// <summary>Makes a caller of a signed-in user, for example of the present request's.</summary>
internal sealed class ClaimsIdentityProvider(Func<ClaimsPrincipal?> current, ClaimsIdentityOptions options) : IIdentityProvider
{
    public string Name => "claims";

    public ValueTask<CallerIdentity> GetIdentityAsync(CancellationToken cancellationToken = default)
    {
        var user = current();
        if (user?.Identity?.IsAuthenticated != true)
            throw new AllocatorException("No user is signed in, so there is nobody to whom an instance could belong. Sign in, or choose another identity provider (UseIdentity).");
        var name = options.NameClaims.Where(claim => IsTrusted(user, claim)).Select(claim => user.FindFirst(claim)).FirstOrDefault(claim => !string.IsNullOrWhiteSpace(claim?.Value))
            ?? throw new AllocatorException(
                $"The user who is signed in has none of the claims that could hold a name: {string.Join(", ", options.NameClaims)}. Set {nameof(ClaimsIdentityOptions)}.{nameof(options.NameClaims)}.");

        // The same name from two issuers is two callers.
        var issuer = user.FindFirst("iss")?.Value;
        return ValueTask.FromResult(new CallerIdentity(issuer is null ? Name : $"{Name}:{issuer}", name.Value)
        {
            Groups = [.. options.GroupClaims.SelectMany(user.FindAll).Select(group => group.Value).Distinct(StringComparer.Ordinal)],
        });
    }

    private static bool IsTrusted(ClaimsPrincipal user, string claim) =>
        claim is not ("email" or ClaimTypes.Email) || !string.Equals(user.FindFirst("email_verified")?.Value, "false", StringComparison.OrdinalIgnoreCase);
}
