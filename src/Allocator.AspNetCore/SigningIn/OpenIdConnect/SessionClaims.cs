using System.Security.Claims;

namespace Allocator.Server;

/// <summary>What of an id token is kept in the session: that by which the same person is the same owner as with a token of the same issuer.</summary>
internal static class SessionClaims
{
    private static readonly HashSet<string> s_kept =
        new(StringComparer.Ordinal) { "iss", "sub", "email", "email_verified", "preferred_username", "upn", "name", "groups", "roles" };

    public static ClaimsPrincipal Of(ClaimsPrincipal user) => new(new ClaimsIdentity(
        user.Claims.Where(claim => s_kept.Contains(claim.Type)).Select(claim => new Claim(claim.Type, claim.Value, claim.ValueType)),
        AllocatorSignIn.Cookie, "name", "groups"));
}
