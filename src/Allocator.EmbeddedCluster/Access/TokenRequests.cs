using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Answers <c>POST serviceaccounts/x/token</c>.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/"/>.</remarks>
internal sealed class TokenRequests(ObjectStore store, TimeProvider time, ServiceAccountTokens tokens)
{
    private const long DefaultSeconds = 60 * 60;
    private const long FewestSeconds = 10 * 60;
    private const long MostSeconds = 1L << 32;

    private static readonly ReviewKind s_kind = new("authentication.k8s.io", "TokenRequest", "tokenrequests", true);

    /// <summary>Issues a token.</summary>
    /// <param name="namespace">The account's namespace.</param>
    /// <param name="name">The account's name.</param>
    /// <param name="request">What was sent. It becomes the answer.</param>
    public JsonObject Issue(string @namespace, string name, JsonObject request)
    {
        s_kind.Decode(request);
        NamespaceLifecycle.CheckCreate(store, ResourceTypes.ServiceAccounts, @namespace, name);
        var account = store.Find(ResourceTypes.ServiceAccounts, @namespace, name) ?? throw ApiException.NotFound(ResourceTypes.ServiceAccounts, name);
        var spec = request.Child("spec");
        if (spec.Array("audiences") is not { Count: > 0 })
            spec["audiences"] = new JsonArray(ServiceAccountTokens.Issuer);
        spec.Default("expirationSeconds", DefaultSeconds);
        var seconds = spec.Number("expirationSeconds") ?? DefaultSeconds;
        CheckLifetime(seconds);
        var bound = spec.Object("boundObjectRef") is { } reference ? Bound(account, reference) : null;
        spec.TryAdd("boundObjectRef", null);

        var audiences = spec.Array("audiences")!.Select(audience => audience!.GetValue<string>()).ToList();
        request["status"] = new JsonObject
        {
            ["token"] = tokens.Issue(account, audiences, TimeSpan.FromSeconds(seconds), bound),
            ["expirationTimestamp"] = Timestamp.Format(time.GetUtcNow().AddSeconds(seconds)),
        };
        return request;
    }

    private StoredObject Bound(StoredObject account, JsonObject reference)
    {
        var (apiVersion, kind, name) = (reference.Text("apiVersion") ?? "", reference.Text("kind") ?? "", reference.Text("name") ?? "");
        var type = (apiVersion, kind) switch
        {
            ("v1", "Pod") => ResourceTypes.Pods,
            ("v1", "Secret") => ResourceTypes.Secrets,
            _ => throw ApiException.BadRequest($"cannot bind token to object of type {GroupVersion(apiVersion)}, Kind={kind}"),
        };
        var bound = store.Find(type, account.Namespace, name) ?? throw ApiException.NotFound(type, name);
        if (type == ResourceTypes.Pods && bound.Json.Member("spec").Text("serviceAccountName") != account.Name)
        {
            throw ApiException.BadRequest(
                $"cannot bind token for serviceaccount \"{account.Name}\" to pod running with different serviceaccount name.");
        }

        if (reference.Text("uid") is { Length: > 0 } uid && uid != bound.Uid)
        {
            throw new ApiException(
                409,
                "Conflict",
                $"Operation cannot be fulfilled on {kind} \"{name}\": the UID in the bound object reference ({uid}) does not match " +
                "the UID in record. The object might have been deleted and then recreated")
            {
                Details = new() { ["name"] = name, ["kind"] = kind },
            };
        }

        return bound;
    }

    private static void CheckLifetime(long seconds)
    {
        if (seconds < FewestSeconds)
            throw s_kind.Invalid(FieldError.Invalid("spec.expirationSeconds", $"{seconds}", "may not specify a duration less than 10 minutes"));
        if (seconds > MostSeconds)
            throw s_kind.Invalid(FieldError.Invalid("spec.expirationSeconds", $"{seconds}", "may not specify a duration larger than 2^32 seconds"));
    }

    private static string GroupVersion(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion : $"/{apiVersion}";
}
