using System.Net;

namespace Allocator;

/// <summary>Asks for a SPDY connection that carries forwarded ports, by an ordinary request.</summary>
/// <remarks>See <see href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/util/httpstream/spdy/roundtripper.go"/>.</remarks>
internal sealed class SpdyUpgrade : IProtocolUpgrade
{
    private const string Spdy = "SPDY/3.1";
    private const string VersionHeader = "X-Stream-Protocol-Version";
    private const string V1 = "portforward.k8s.io";

    public void AddTo(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", Spdy);
        request.Headers.TryAddWithoutValidation(VersionHeader, V1);
    }

    /// <summary>The connection that the server granted; it owns the answer.</summary>
    /// <exception cref="KubernetesException">The answer is not SPDY's.</exception>
    public static async Task<Stream> CompleteAsync(ClusterRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var upgrade = string.Join(',', response.Headers.Upgrade);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols || !upgrade.Equals(Spdy, StringComparison.OrdinalIgnoreCase))
                throw new KubernetesException($"{request}: the answer is not SPDY's; does a proxy stand between?", response.StatusCode, null);
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
