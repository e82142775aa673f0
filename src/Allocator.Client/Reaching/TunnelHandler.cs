using System.Net;

namespace Allocator.Client;

/// <summary>Reads why the server opens no tunnel: the WebSocket would tell the status only.</summary>
internal sealed class TunnelHandler(ServerConnection connection) : DelegatingHandler(connection.Handler)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            return response;
        using (response)
            throw await connection.FailureAsync(response, cancellationToken).ConfigureAwait(false);
    }
}
