using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Tokens of service accounts: each for some audiences and some time, and, if it is bound, as long as a pod or a secret exists.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens"/>.</remarks>
internal sealed class ServiceAccountTokens(ObjectStore store, TimeProvider time) : IDisposable
{
    /// <summary>The issuer, which is the API server's own audience too.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string OwnClaims = "kubernetes.io";

    /// <summary>An object that is being deleted keeps its tokens valid a while, so that a pod can end in peace.</summary>
    private static readonly TimeSpan s_leeway = TimeSpan.FromSeconds(60);

    private readonly TokenSigner _signer = new();

    /// <summary>Makes a token.</summary>
    /// <param name="account">Of whom.</param>
    /// <param name="audiences">For whom; the API server if empty.</param>
    /// <param name="lifetime">For how long, from now.</param>
    /// <param name="boundTo">The pod or secret with which it ends, if any.</param>
    public string Issue(StoredObject account, IReadOnlyList<string> audiences, TimeSpan lifetime, StoredObject? boundTo = null)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var own = new JsonObject { ["namespace"] = account.Namespace };
        if (boundTo is not null)
            own[boundTo.Type == ResourceTypes.Pods ? "pod" : "secret"] = Naming(boundTo);
        own["serviceaccount"] = Naming(account);
        return _signer.Sign(new()
        {
            ["aud"] = new JsonArray([.. (audiences.Count == 0 ? [Issuer] : audiences).Select(audience => JsonValue.Create(audience))]),
            ["exp"] = now + (long)lifetime.TotalSeconds,
            ["iat"] = now,
            ["iss"] = Issuer,
            [OwnClaims] = own,
            ["nbf"] = now,
            ["sub"] = ServiceAccountUser.NameOf(account.Namespace, account.Name),
        });
    }

    /// <summary>What a token is worth now.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">Who asks: one of these must be meant.</param>
    public TokenVerdict Verify(string token, IReadOnlyList<string> audiences)
    {
        if (_signer.Verify(token) is not { } claims)
            return TokenVerdict.Unknown;
        var now = time.GetUtcNow();
        if (now.ToUnixTimeSeconds() > claims.Number("exp"))
            return TokenVerdict.Invalid("Token has expired");
        var meant = claims.Member("aud").Elements().Select(audience => audience.Text()).ToList();
        var common = meant.Where(audiences.Contains).ToList();
        if (common.Count == 0)
            return TokenVerdict.Invalid($"token audiences {Listed(meant)} is invalid for the target audiences {Listed(audiences)}");
        return Verify(claims.Member(OwnClaims), common, now);
    }

    public void Dispose() => _signer.Dispose();

    private TokenVerdict Verify(JsonElement claims, List<string> audiences, DateTimeOffset now)
    {
        var place = claims.Text("namespace");
        var named = claims.Member("serviceaccount");
        if (store.Find(ResourceTypes.ServiceAccounts, place, named.Text("name")) is not { } account)
            return TokenVerdict.Invalid($"serviceaccounts \"{named.Text("name")}\" not found");
        if (!IsSame(account, named, now))
            return TokenVerdict.Invalid($"The service account UID ({account.Uid}) does not match claim ({named.Text("uid")})");
        if (claims.TryMember("secret", out var secret) && !IsSame(store.Find(ResourceTypes.Secrets, place, secret.Text("name")), secret, now))
            return TokenVerdict.Invalid("Token has been invalidated");
        var user = new UserInfo(
            ServiceAccountUser.NameOf(place, account.Name), account.Uid, [.. ServiceAccountUser.GroupsOf(place), UserInfo.AuthenticatedGroup]);
        if (!claims.TryMember("pod", out var pod))
            return TokenVerdict.Valid(user, audiences);
        if (!IsSame(store.Find(ResourceTypes.Pods, place, pod.Text("name")), pod, now))
            return TokenVerdict.Invalid("Token has been invalidated");
        return TokenVerdict.Valid(user with { Extra = PodFacts(pod) }, audiences);
    }

    private static Dictionary<string, IReadOnlyList<string>> PodFacts(JsonElement pod) => new()
    {
        ["authentication.kubernetes.io/pod-name"] = [pod.Text("name")],
        ["authentication.kubernetes.io/pod-uid"] = [pod.Text("uid")],
    };

    private static bool IsSame(StoredObject? obj, JsonElement named, DateTimeOffset now) =>
        obj is not null
        && obj.Uid == named.Text("uid")
        && (Timestamp.Parse(obj.Json.Member("metadata").Text("deletionTimestamp")) is not { } deletion || now < deletion + s_leeway);

    private static JsonObject Naming(StoredObject obj) => new() { ["name"] = obj.Name, ["uid"] = obj.Uid };

    private static string Listed(IEnumerable<string> audiences) => $"[{string.Join(' ', audiences.Select(audience => $"\"{audience}\""))}]";
}
