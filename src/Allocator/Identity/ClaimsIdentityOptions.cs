using System.Security.Claims;

namespace Allocator;

/// <summary>How a signed-in user's claims become a caller.</summary>
public sealed class ClaimsIdentityOptions
{
    /// <summary>The claims that may hold the caller's name; the first that the user has counts.</summary>
    /// <value>
    /// <c>email</c> and its long form (not if <c>email_verified</c> is <c>false</c>), <c>preferred_username</c>, <c>upn</c> and its long form, the principal's own name claim, <c>sub</c> and its long form.
    /// </value>
    public IList<string> NameClaims { get; set; } = ["email", ClaimTypes.Email, "preferred_username", "upn", ClaimTypes.Upn, ClaimTypes.Name, "name", "sub", ClaimTypes.NameIdentifier];

    /// <summary>The claims that hold the caller's groups.</summary>
    /// <value><c>groups</c>, <c>roles</c>, and the long form of a role.</value>
    public IList<string> GroupClaims { get; set; } = ["groups", "roles", ClaimTypes.Role];
}
