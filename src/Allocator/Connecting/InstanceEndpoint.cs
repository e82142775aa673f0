namespace Allocator;

/// <summary>
/// Where a port of an instance can be reached from this process. Outside the cluster it is a local listener whose connections go through the API server;
/// inside it is the address itself. It takes any number of connections, and follows a pod that is replaced.
/// </summary>
/// <remarks>
/// Outside the cluster: when the pod closes a connection, all its bytes arrive, then the end. Kubernetes has no half-close: a client that ends its sending still
/// gets the pod's bytes until the pod closes or has been silent for 5 seconds.
/// </remarks>
public sealed class InstanceEndpoint : IAsyncDisposable
{
    private readonly PortForwardListener? _listener;

    internal InstanceEndpoint(InstancePort port, string host, int localPort, PortForwardListener? listener)
    {
        (Name, ContainerPort) = (port.Name, port.Number);
        (Host, Port, ClusterHost, ClusterPort) = (host, localPort, port.ClusterHost, port.ClusterPort);
        _listener = listener;
    }

    /// <summary>The port's name, as it was asked for or as the template declares it; null if it has none.</summary>
    public string? Name { get; }

    /// <summary>The port's number in the pod.</summary>
    public int ContainerPort { get; }

    /// <summary>The host to connect to from this process: <c>127.0.0.1</c> outside the cluster.</summary>
    public string Host { get; }

    /// <summary>The TCP port to connect to from this process.</summary>
    public int Port { get; }

    /// <summary>The address for an application that runs in the cluster: a Service's, where one has the port, else the pod's.</summary>
    public string ClusterHost { get; }

    /// <summary>The TCP port that goes with <see cref="ClusterHost"/>.</summary>
    public int ClusterPort { get; }

    /// <summary>Why a connection failed last; null while none did.</summary>
    public Exception? LastError => _listener?.LastError;

    /// <summary><see cref="Host"/> and <see cref="Port"/> as <c>host:port</c>.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Stops listening and ends the connections.</summary>
    public ValueTask DisposeAsync() => _listener?.DisposeAsync() ?? ValueTask.CompletedTask;
}
