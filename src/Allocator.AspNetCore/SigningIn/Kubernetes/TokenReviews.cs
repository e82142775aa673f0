using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Asks the cluster whose tokens are, and remembers its answers for a short time.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/"/>.</remarks>
internal sealed class TokenReviews(AllocatorSession session, IOptions<AllocatorServerOptions> options, TimeProvider time)
{
    /// <summary>More are not remembered; who sends ever new tokens must not fill the memory.</summary>
    private const int MostRemembered = 10_000;

    private static readonly ResourceKind s_kind = new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", Namespaced: false);

    private readonly ConcurrentDictionary<string, (TokenVerdict Verdict, DateTimeOffset Until)> _remembered = new(StringComparer.Ordinal);

    /// <exception cref="ClusterUnavailableException">The cluster gives no answer, or the server may not ask.</exception>
    public async Task<TokenVerdict> ReviewAsync(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_remembered.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
            return known.Verdict;
        var verdict = await AskAsync(token, cancellationToken).ConfigureAwait(false);
        Remember(key, verdict);
        return verdict;
    }

    private async Task<TokenVerdict> AskAsync(string token, CancellationToken cancellationToken)
    {
        var audiences = options.Value.Kubernetes.Audiences;
        var review = new JsonObject
        {
            ["apiVersion"] = s_kind.ApiVersion,
            ["kind"] = s_kind.Kind,
            ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = new JsonArray([.. audiences.Select(audience => JsonValue.Create(audience))]) },
        };
        JsonObject answer;
        try
        {
            answer = await session.Client.CreateAsync(s_kind, "", review, null, cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesException failure)
        {
            throw Explain(failure);
        }

        var status = answer["status"];
        if (status?["authenticated"]?.GetValue<bool>() != true)
            return new TokenVerdict(null, "the cluster does not accept the token");

        // An authenticator that does not know of audiences answers without them: then it is a token for the API server.
        var granted = (status["audiences"] as JsonArray ?? []).Select(audience => audience?.GetValue<string>());
        if (!granted.Any(audience => audience is not null && audiences.Contains(audience)))
            return new TokenVerdict(null, "the token is for another audience");
        var groups = (status["user"]?["groups"] as JsonArray ?? []).Select(group => group!.GetValue<string>());
        return status["user"]?["username"]?.GetValue<string>() is { Length: > 0 } name
            ? new TokenVerdict(new ClusterUser(name, [.. groups], s_kind.Kind), "")
            : new TokenVerdict(null, "the cluster does not say whose token it is");
    }

    // What the API server says may quote what was sent, and that is the token.
    private ClusterUnavailableException Explain(KubernetesException failure) => failure.StatusCode switch
    {
        HttpStatusCode.Forbidden => new ClusterUnavailableException(
            "The cluster does not let the server review tokens. Bind the ClusterRole system:auth-delegator to the server's service account "
            + "(docs/rbac/server.yaml)."),
        null => ClusterUnavailableException.Explain(failure, session.Client.Connection)!,
        var code => new ClusterUnavailableException($"The cluster did not review the token: it answered {(int)code} {failure.Reason}. Try again."),
    };

    private void Remember(string key, TokenVerdict verdict)
    {
        if (_remembered.Count >= MostRemembered)
            _remembered.Clear();
        _remembered[key] = (verdict, time.GetUtcNow() + options.Value.Kubernetes.Remember);
    }
}
