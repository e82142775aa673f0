using System.Net;
using System.Net.Security;

namespace Allocator;

/// <summary>Signs requests with the connection's credentials, and once more with fresh ones when the server refuses them.</summary>
internal sealed class ClusterHandler(ClusterConnection connection, Action<SocketsHttpHandler>? configure) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private Transport? _transport;
    private bool _disposed;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (connection.Trust.ServerName is { } name)
            request.Headers.Host = name;
        connection.Impersonation?.AddTo(request);

        var credential = await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, credential, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !CanRepeat(request) || !connection.Credentials.Invalidate(credential))
            return response;

        var fresh = await RefreshAsync(response, cancellationToken).ConfigureAwait(false);
        if (fresh == credential)
            return response;
        response.Dispose();
        return await SendAsync(request, fresh, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Credential> RefreshAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credential credential, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = credential.Authorization;
        return TransportFor(credential.Certificate).SendAsync(request, cancellationToken);
    }

    private static bool CanRepeat(HttpRequestMessage request) => request.Content is null or ByteArrayContent or ReadOnlyMemoryContent;

    // A connection keeps the certificate with which it was opened, so another certificate gets connections of its own.
    // Those of the former one are not disposed: requests may still use them, and idle ones close by themselves.
    private HttpMessageInvoker TransportFor(SslStreamCertificateContext? certificate)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_transport is null || _transport.Certificate != certificate)
                _transport = new(certificate, new HttpMessageInvoker(ClusterTransport.Create(connection, certificate, configure)));
            return _transport.Invoker;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _disposed = true;
                _transport?.Invoker.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    private sealed record Transport(SslStreamCertificateContext? Certificate, HttpMessageInvoker Invoker);
}
