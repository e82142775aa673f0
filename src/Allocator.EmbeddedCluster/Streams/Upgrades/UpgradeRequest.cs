using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Primitives;

namespace Allocator.Embedded;

/// <summary>A request that asks to go on as another protocol than HTTP: as a WebSocket or as SPDY.</summary>
internal sealed class UpgradeRequest
{
    private const string Spdy = "SPDY/3.1";
    private const string SpdyVersion = "X-Stream-Protocol-Version";
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly HttpContext _context;
    private readonly IHttpUpgradeFeature _feature;

    private UpgradeRequest(HttpContext context, IHttpUpgradeFeature feature) => (_context, _feature) = (context, feature);

    public bool IsWebSocket => string.Equals(Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    private IHeaderDictionary Headers => _context.Request.Headers;

    /// <exception cref="StreamRefusedException">It asks for nothing of that kind.</exception>
    public static UpgradeRequest Of(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } feature
            ? new(context, feature)
            : throw new StreamRefusedException(StatusCodes.Status400BadRequest, "BadRequest", "Upgrade request required");

    /// <summary>The first of the client's WebSocket subprotocols that is supported; asking for none at all is the name "".</summary>
    /// <exception cref="StreamRefusedException">None is, or the request is none of a WebSocket.</exception>
    public string ChooseSubprotocol(params IReadOnlyList<string> supported)
    {
        if (Headers.SecWebSocketVersion != "13")
            throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, "missing or bad WebSocket Version");
        if (StringValues.IsNullOrEmpty(Headers.SecWebSocketKey))
            throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, "mismatch challenge/response");
        var requested = Headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
        return (requested.Length == 0 ? [""] : requested).FirstOrDefault(supported.Contains) ?? throw Unsupported(requested);
    }

    /// <summary>Goes on as a WebSocket.</summary>
    public async Task<WebSocket> AcceptWebSocketAsync(string subprotocol)
    {
        var response = _context.Response.Headers;
        response.Upgrade = "websocket";
        response.SecWebSocketAccept = Accept(Headers.SecWebSocketKey.ToString());
        if (subprotocol.Length > 0)
            response.SecWebSocketProtocol = subprotocol;
        var stream = await UpgradeAsync().ConfigureAwait(false);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
    }

    /// <summary>Goes on as SPDY, which carries a protocol of this version.</summary>
    /// <exception cref="StreamRefusedException">The client does not offer this, or the request is none of SPDY.</exception>
    public Task<Stream> AcceptSpdyAsync(string supported, params IReadOnlyList<string> notImplemented)
    {
        var offered = Headers.GetCommaSeparatedValues(SpdyVersion);
        if (offered.Length == 0)
            throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, $"unable to upgrade: {SpdyVersion} is required\n");
        if (!offered.Contains(supported))
            throw offered.Any(notImplemented.Contains) ? NotImplemented(offered) : Forbidden(offered, supported);
        if (!string.Equals(Headers.Upgrade, Spdy, StringComparison.OrdinalIgnoreCase))
            throw new StreamRefusedException(StatusCodes.Status400BadRequest, null, "unable to upgrade: missing upgrade headers in request\n");

        _context.Response.Headers.Upgrade = Spdy;
        _context.Response.Headers[SpdyVersion] = supported;
        return UpgradeAsync();
    }

    private static StreamRefusedException Unsupported(string[] requested) => requested.Any(r => r.Contains("base64.", StringComparison.Ordinal))
        ? NotImplemented(requested)
        : new(StatusCodes.Status403Forbidden, null, "");

    private static StreamRefusedException NotImplemented(string[] protocols) => new(
        StatusCodes.Status501NotImplemented,
        "NotImplemented",
        $"the embedded cluster does not support the stream protocols [{string.Join(' ', protocols)}]");

    private static StreamRefusedException Forbidden(string[] offered, string supported) => new(
        StatusCodes.Status403Forbidden,
        null,
        $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', offered)}], server accepts [{supported}]\n")
    {
        AcceptedVersions = [supported],
    };

#pragma warning disable CA5350 // The protocol demands SHA-1; nothing secret depends on it.
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350

    private Task<Stream> UpgradeAsync()
    {
        // A client may take its time: who does not read what a pod sends must not be cut off for it.
        if (_context.Features.Get<IHttpMinResponseDataRateFeature>() is { } response)
            response.MinDataRate = null;
        if (_context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } request)
            request.MinDataRate = null;
        return _feature.UpgradeAsync();
    }
}
