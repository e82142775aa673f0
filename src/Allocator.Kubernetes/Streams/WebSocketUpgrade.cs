using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Allocator;

/// <summary>
/// Asks for a WebSocket by an ordinary request, which is retried and whose refusal is read like any other's; <see cref="ClientWebSocket"/>
/// would drop the <c>Status</c> that says why.
/// </summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1"/>.</remarks>
internal sealed class WebSocketUpgrade(params string[] protocols) : IProtocolUpgrade
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    // Keeps proxies on the way from taking a quiet connection for an idle one. No answer is demanded: a server that waits for its pod does not read.
    private static readonly TimeSpan s_keepAliveInterval = TimeSpan.FromSeconds(30);

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    public void AddTo(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", _key);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", string.Join(", ", protocols));
    }

    /// <summary>The WebSocket that the server granted; it owns the answer.</summary>
    /// <exception cref="KubernetesException">The answer is no WebSocket's, or its subprotocol was not offered.</exception>
    public async Task<WebSocket> CompleteAsync(ClusterRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols || Header(response, "Sec-WebSocket-Accept") != ExpectedAccept())
                throw new KubernetesException($"{request}: the answer is not a WebSocket's; does a proxy stand between?", response.StatusCode, null);
            var protocol = Header(response, "Sec-WebSocket-Protocol");
            if (!protocols.Contains(protocol))
                throw new KubernetesException(
                    $"{request}: the server chose the subprotocol '{protocol}' of {string.Join(", ", protocols)}", response.StatusCode, null);

            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var options = new WebSocketCreationOptions { SubProtocol = protocol, KeepAliveInterval = s_keepAliveInterval };
            return WebSocket.CreateFromStream(stream, options);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

#pragma warning disable CA5350 // The protocol demands SHA-1; nothing secret depends on it.
    private string ExpectedAccept() => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(_key + AcceptSuffix)));
#pragma warning restore CA5350

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
}
