namespace Allocator.Embedded;

/// <summary>Connects to a port of the pod. A <see cref="System.Net.Sockets.NetworkStream"/> is told when the client has sent all.</summary>
/// <remarks>The token is not cancelled when the client leaves: what it sent before is still to be delivered.</remarks>
/// <exception cref="IOException">There is no pod any more, or no way to it.</exception>
/// <exception cref="System.Net.Sockets.SocketException">The port is refused, or there is no way to it.</exception>
internal delegate ValueTask<Stream> PortConnector(int port, CancellationToken cancellationToken);
