using System.Globalization;
using System.Net;

namespace Allocator;

public sealed partial class ClusterClient
{
    private readonly ForwardConnections _forwardConnections;
    private volatile ForwardProtocol _forwardProtocol;

    private enum ForwardProtocol
    {
        Unknown,
        Spdy,
        WebSocket,
    }

    /// <summary>Opens one connection to a port of a pod, through the API server.</summary>
    /// <remarks>
    /// A read returns 0 when the pod closed its side, after all its bytes; some nodes take a second to say so. If the pod resets the
    /// connection, refuses it, or the way to it breaks, a read throws <see cref="PortForwardException"/>; that a port is refused is seen at the
    /// first read, as no answer tells success. Kubernetes has no half-close: disposing ends both directions, after all that was written. A
    /// cancelled read or write ends the connection.
    /// </remarks>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="port">The port within the pod, 1 to 65535; it need not be declared.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>A stream for one reader and one writer at a time.</returns>
    /// <exception cref="KubernetesException">The API server refused, for example because there is no such pod, or did not answer.</exception>
    /// <exception cref="PortForwardException">The connection failed.</exception>
    public Task<Stream> PortForwardAsync(string @namespace, string pod, int port, CancellationToken cancellationToken = default) =>
        ForwardAsync(new(@namespace, pod, port), _forwardConnections, cancellationToken);

    /// <summary>Opens a forwarded connection over SPDY; over a WebSocket once a server has refused SPDY and granted that.</summary>
    internal async Task<Stream> ForwardAsync(PortForwardTarget target, ForwardConnections connections, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target.Port, ushort.MaxValue);
        if (_forwardProtocol != ForwardProtocol.WebSocket)
        {
            try
            {
                return await connections.OpenAsync(target, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesException e) when (_forwardProtocol != ForwardProtocol.Spdy && MayBeForSpdy(e))
            {
                // A WebSocket is refused as well if it is for another reason.
            }
        }

        var stream = await ForwardOverWebSocketAsync(target, cancellationToken).ConfigureAwait(false);
        if (_forwardProtocol == ForwardProtocol.Unknown)
            _forwardProtocol = ForwardProtocol.WebSocket;
        return stream;
    }

    /// <summary>Opens a SPDY connection to a pod, which carries nothing yet.</summary>
    internal async Task<ForwardConnection> ConnectForwardAsync(PortForwardTarget target, CancellationToken cancellationToken)
    {
        // Not repeatable: nodes answer 500 for a pod that has ended, and the caller may know of another.
        var request = PodRequest(target.Namespace, target.Pod, "portforward") with { Method = HttpMethod.Post, Upgrade = new SpdyUpgrade() };
        var response = await _webSockets.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await SpdyUpgrade.CompleteAsync(request, response, cancellationToken).ConfigureAwait(false);
        _forwardProtocol = ForwardProtocol.Spdy;
        return new(stream, $"{target.Namespace}/{target.Pod}", _options.TimeProvider);
    }

    /// <summary>Waits for a node's answer, as long as a request may take.</summary>
    internal async Task StartForwardAsync(PortForwardTarget target, Func<CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await start(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer.Of(ForwardRequest(target), Connection, e, _options.RequestTimeout);
        }
    }

    /// <summary>Answers that tell nothing of the protocol: there is no such pod, or the node failed.</summary>
    private static bool MayBeForSpdy(KubernetesException refusal) =>
        refusal.StatusCode is not (null or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError);

    private async Task<Stream> ForwardOverWebSocketAsync(PortForwardTarget target, CancellationToken cancellationToken)
    {
        var socket = await OpenChannelsAsync(ForwardRequest(target), new(ChannelSocket.V4), cancellationToken).ConfigureAwait(false);
        var stream = new PortForwardStream(socket, $"{target.Namespace}/{target.Pod}", target.Port);
        try
        {
            await StartForwardAsync(target, stream.StartAsync, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ClusterRequest ForwardRequest(PortForwardTarget target) => PodRequest(
        target.Namespace, target.Pod, "portforward", ("ports", target.Port.ToString(CultureInfo.InvariantCulture)));
}
