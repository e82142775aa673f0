using System.Net.Http.Headers;
using System.Text;

namespace Allocator;

/// <summary>The values of the <c>Authorization</c> header.</summary>
internal static class AuthorizationHeader
{
    /// <summary>A bearer token, white space around it left out; null if there is none, or if it could not be sent.</summary>
    public static AuthenticationHeaderValue? Bearer(string? token)
    {
        token = token?.Trim();
        return string.IsNullOrEmpty(token) || token.Any(c => c is <= ' ' or > '~') ? null : new("Bearer", token);
    }

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
