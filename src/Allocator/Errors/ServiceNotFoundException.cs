namespace Allocator;

/// <summary>There is no service of a name, neither added by the process nor published in the cluster.</summary>
public sealed class ServiceNotFoundException : AllocatorException
{
    internal ServiceNotFoundException(string message, string service)
        : base(message) => Service = service;

    /// <summary>The name that was asked for.</summary>
    public string Service { get; }
}
