namespace Allocator;

/// <summary>A port of a pod.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Port">The port within the pod, 1 to 65535; it need not be declared.</param>
/// <param name="Uid">The pod's uid, which tells it from another one of the same name. Null if it is not known; no connection is kept for such a pod.</param>
public sealed record PortForwardTarget(string Namespace, string Pod, int Port, string? Uid = null);
