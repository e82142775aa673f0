using System.Globalization;

namespace Allocator;

public sealed partial class ClusterClient
{
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
    public async Task<Stream> PortForwardAsync(string @namespace, string pod, int port, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        // Not repeatable: nodes answer 500 for a pod that has ended, and the caller may know of another.
        var request = PodRequest(@namespace, pod, "portforward", ("ports", port.ToString(CultureInfo.InvariantCulture)));
        var socket = await OpenChannelsAsync(request, new(ChannelSocket.V4), cancellationToken).ConfigureAwait(false);
        var stream = new PortForwardStream(socket, $"{@namespace}/{pod}", port);
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await stream.StartAsync(either.Token).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (e is not OperationCanceledException || cancellationToken.IsCancellationRequested)
                throw;
            throw NoAnswer.Of(request, Connection, e, _options.RequestTimeout);
        }
    }
}
