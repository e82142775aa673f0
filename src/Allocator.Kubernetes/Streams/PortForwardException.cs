namespace Allocator;

/// <summary>A forwarded connection failed: the pod refused or reset it, or the way to the pod broke. Bytes may be missing.</summary>
public sealed class PortForwardException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="pod">The pod, as <c>namespace/name</c>.</param>
    /// <param name="port">The pod's port.</param>
    /// <param name="problem">What happened, in the node's words where it said something.</param>
    /// <param name="innerException">The cause.</param>
    public PortForwardException(string pod, int port, string problem, Exception? innerException = null)
        : base($"Port {port} of pod {pod}: {problem}", innerException)
    {
        Pod = pod;
        Port = port;
    }

    /// <summary>The pod, as <c>namespace/name</c>.</summary>
    public string Pod { get; }

    /// <summary>The pod's port.</summary>
    public int Port { get; }
}
