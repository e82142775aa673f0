using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Allocator.Embedded;

/// <summary>Says who asks, by the bearer token of a request.</summary>
internal sealed class TokenAuthority : IDisposable
{
    private const string Scheme = "Bearer ";
    private static readonly string[] s_ownAudience = [ServiceAccountTokens.Issuer];

    private readonly ConcurrentDictionary<string, UserInfo> _users = new(StringComparer.Ordinal);

    public TokenAuthority(ObjectStore store, TimeProvider time)
    {
        ServiceAccounts = new(store, time);
        AdminToken = AddUser("admin", [UserInfo.MastersGroup]);
    }

    /// <summary>The token of the one who may do everything.</summary>
    public string AdminToken { get; }

    public ServiceAccountTokens ServiceAccounts { get; }

    /// <summary>Makes a user.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="groups">Its groups; that of all authenticated users comes by itself.</param>
    /// <returns>Its token, which does not expire.</returns>
    public string AddUser(string name, params IReadOnlyList<string> groups)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _users[token] = new(name, "", [.. groups.Where(group => group != UserInfo.AuthenticatedGroup), UserInfo.AuthenticatedGroup]);
        return token;
    }

    /// <summary>Who sent a request.</summary>
    /// <param name="authorizationHeader">Its <c>Authorization</c> header; without a bearer token it is anonymous.</param>
    /// <exception cref="ApiException">401: the token is not valid.</exception>
    public UserInfo Authenticate(string? authorizationHeader)
    {
        if (authorizationHeader?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return UserInfo.Anonymous;
        var token = authorizationHeader[Scheme.Length..].Trim();
        return token.Length == 0 ? UserInfo.Anonymous : Review(token, []).User ?? throw ApiException.Unauthorized();
    }

    /// <summary>What a token is worth for some audiences; for the API server if there are none.</summary>
    public TokenVerdict Review(string token, IReadOnlyList<string> audiences)
    {
        var wanted = audiences.Count == 0 ? s_ownAudience : audiences;
        if (!_users.TryGetValue(token, out var user))
            return ServiceAccounts.Verify(token, wanted);
        var common = s_ownAudience.Where(wanted.Contains).ToList();
        return common.Count == 0 ? TokenVerdict.Unknown : TokenVerdict.Valid(user, common);
    }

    public void Dispose() => ServiceAccounts.Dispose();
}
